import { parentPort, Worker, workerData } from 'node:worker_threads';

/** What a thread says: how far it is, and at last its result. */
type Told = { readonly done: number } | { readonly result: unknown };

/** Most of what these threads allocate dies young: a small nursery keeps the whole program small. */
const NURSERY_MEGABYTES = 3;

/**
 * Runs a file in a thread of its own, whose memory is bounded, goes back when it ends, and which an abort ends at once.
 * The file calls `serve`. Rejects with the signal's reason, or with the thread's error.
 */
export function runApart<Result>(
  thread: URL,
  data: unknown,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MEGABYTES },
    });
    let answer: { readonly result: Result } | undefined;
    const stop = (): void => {
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (told: Told) => {
      if ('done' in told) progress(told.done);
      else answer = { result: told.result as Result };
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      if (answer !== undefined) resolve(answer.result);
      else reject(signal.aborted ? signal.reason : new Error('a thread ended before its work'));
    });
  });
}

/** Does a thread's work: what `runApart` was given goes in, what it resolves to comes out. */
export async function serve<Data>(work: (data: Data, progress: (done: number) => void) => Promise<unknown>) {
  const tell = (told: Told) => parentPort?.postMessage(told);
  tell({ result: await work(workerData as Data, (done) => tell({ done })) });
}
