import type { ReplicationRecord } from './record.ts';
import type { Threads } from './threads.ts';

/** Replications under way, to be taken in their order. */
export class InOrder {
  private readonly running: Promise<ReplicationRecord>[] = [];
  private started = 0;
  private readonly threads: Threads;
  private readonly signal: AbortSignal | undefined;
  private readonly aborted: Promise<undefined>;

  constructor(threads: Threads, signal: AbortSignal | undefined) {
    this.threads = threads;
    this.signal = signal;
    this.aborted = new Promise((resolve) => {
      if (signal?.aborted) resolve(undefined);
      signal?.addEventListener('abort', () => resolve(undefined), { once: true });
    });
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
    const record = await Promise.race([running[0], this.aborted]);
    if (record !== undefined) running.shift();
    return record;
  }

  /** Numbers of the replications that were begun and not taken. */
  left(): number[] {
    return this.running.map((_, i) => this.started - this.running.length + i);
  }
}
