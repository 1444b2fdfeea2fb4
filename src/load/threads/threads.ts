import { Worker } from 'node:worker_threads';
import type { HttpRequest, TransportOptions } from '../../backend/http/transport.ts';
import { TransportError } from '../../backend/http/transport-error.ts';
import type { Carried, Carrier } from '../carrier.ts';
import { clockOrigin, type Over, type Posted, type ThreadSetting } from './message.ts';

const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

/** One thread, and what it has been given and not answered. */
class Thread {
  readonly waiting = new Map<number, Carried>();
  /** It has started: it says so with its first message, in which nothing is over. */
  readonly ready: Promise<unknown>;
  private readonly worker: Worker;
  private work: Posted[] = [];

  constructor(setting: ThreadSetting) {
    this.worker = new Worker(THREAD, { workerData: setting });
    this.ready = new Promise((resolve) => this.worker.once('message', resolve));
    this.worker.on('message', (over: readonly Over[]) => over.forEach(this.over));
    this.worker.on('error', (error: Error) => {
      throw error;
    });
  }

  send(id: number, { method, path, headers, body, timeout }: HttpRequest, carried: Carried): void {
    this.waiting.set(id, carried);
    const first =
      this.work.push({ id, request: { method, path, headers, body, ...(timeout !== undefined && { timeout }) } }) === 1;
    // What is sent in one go is handed over in one go.
    if (first) queueMicrotask(this.handOver);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
    // Nobody can tell any more whether it had been written.
    const aborted = new TransportError('aborted', performance.now());
    for (const carried of this.waiting.values()) carried(aborted, undefined);
    this.waiting.clear();
  }

  private readonly handOver = (): void => {
    this.worker.postMessage(this.work);
    this.work = [];
  };

  private readonly over = ({ id, sentAt, result }: Over): void => {
    const carried = this.waiting.get(id);
    this.waiting.delete(id);
    if ('status' in result) carried?.(undefined, result, sentAt);
    else carried?.(new TransportError(result.kind, result.writtenAt), undefined, sentAt);
  };
}

/** Sends over several threads, each with connections of its own: always by the one that has the least to do. */
export class SendingThreads implements Carrier {
  /** What is sent before waits for it. */
  readonly ready: Promise<unknown>;
  private readonly threads: readonly Thread[];
  private lastId = 0;

  /** `connections` are shared out. */
  constructor(url: URL, options: TransportOptions, connections: number, number: number) {
    const own = { ...options, connections: Math.ceil(connections / number) };
    const setting = { url: url.href, options: own, origin: clockOrigin() };
    this.threads = Array.from({ length: number }, () => new Thread(setting));
    this.ready = Promise.all(this.threads.map(({ ready }) => ready));
  }

  send(request: HttpRequest, carried: Carried): void {
    let idlest = this.threads[0];
    for (const thread of this.threads) if (thread.waiting.size < idlest.waiting.size) idlest = thread;
    idlest.send(++this.lastId, request, carried);
  }

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }
}
