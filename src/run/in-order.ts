import type { ReplicationRecord } from './record.ts';
import type { Threads } from './threads.ts';

/** Replications under way, to be taken in their order. */
export class InOrder {
  private readonly running: Promise<ReplicationRecord>[] = [];
  private started = 0;
  private readonly threads: Threads;
  private readonly signal: AbortSignal | undefined;

  constructor(threads: Threads, signal: AbortSignal | undefined) {
    this.threads = threads;
    this.signal = signal;
  }

  /**
   * The next record, while those after it up to `planned` are on their way. After an abort no more are begun, and it is
   * undefined unless that record is there already.
   */
  async next(planned: number): Promise<ReplicationRecord | undefined> {
    const { threads, running } = this;
    while (this.started < planned && running.length < threads.atOnce && !this.signal?.aborted) {
      const replication = threads.replicate(this.started++);
      // Those left behind by an abort reject, and nobody waits for them.
      replication.catch(() => {});
      running.push(replication);
    }
    const [first] = running;
    if (first === undefined) return undefined;
    const record = await unlessAborted(first, this.signal);
    if (record !== undefined) running.shift();
    return record;
  }

  /** Numbers of the replications that were begun and not taken. */
  left(): number[] {
    return this.running.map((_, i) => this.started - this.running.length + i);
  }
}

/**
 * What comes of the work, or undefined once it is aborted and not over yet. No race with one promise that lasts: that would
 * keep every record for as long as it does.
 */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    const end = (): void => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).finally(end);
    if (signal.aborted) queueMicrotask(stop);
    else signal.addEventListener('abort', stop, { once: true });
  });
}
