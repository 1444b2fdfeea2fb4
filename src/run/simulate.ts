import type { City } from '../city/city.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { ReplicationRecord } from './record.ts';
import type { RunResult } from './result.ts';
import { Summary } from './summary.ts';
import { openThreads, type Threads } from './threads.ts';

/** `precision` gives up after so many times the replications asked for. */
const MOST_BLOCKS = 100;

/** What to simulate, with what, and whom to tell. */
export interface RunRequest {
  readonly scenario: Scenario;
  readonly city: City;
  readonly replications: number;
  readonly threads: number;
  /** `embedded` or `embedded:POLICY`. */
  readonly backend: string;
  /** Go on beyond `replications` (at most 100 times as many) until the interval of dispatch.mean is within this share. */
  readonly precision?: number;
  /** Folder for one NDJSON file of events per replication; none when absent. */
  readonly traceDirectory?: string;
  readonly onProgress?: (finished: number, planned: number) => void;
  /** Aborting keeps what is finished: the result says how many. */
  readonly signal?: AbortSignal;
}

/**
 * Runs the replications over threads; the same bytes on any number of them, as records are pooled in the order of their
 * replications. After an abort the result holds the replications finished until then, in unbroken order from the first;
 * with none it has no measures. Throws a RangeError for a backend that does not exist.
 */
export async function simulate(request: RunRequest): Promise<RunResult> {
  const { scenario, city, backend, traceDirectory, replications: block, precision, onProgress, signal } = request;
  const summary = new Summary(scenario, city);
  const threads = openThreads({ scenario, city, backend, traceDirectory }, Math.max(1, Math.min(request.threads, block)));
  let planned = block;
  try {
    for (;;) {
      await absorb(summary, threads, planned, signal, () => onProgress?.(summary.replications, planned));
      if (precision === undefined || summary.replications < planned || summary.precision() <= precision) break;
      if (planned >= MOST_BLOCKS * block) break;
      planned += block;
    }
  } finally {
    await threads.end();
  }
  return summary.result(planned);
}

/** Absorbs replications up to `planned` in their order, running ahead as far as there are threads. */
async function absorb(
  summary: Summary,
  threads: Threads,
  planned: number,
  signal: AbortSignal | undefined,
  absorbed: () => void,
): Promise<void> {
  const aborted = whenAborted(signal);
  const running: Promise<ReplicationRecord>[] = [];
  let next = summary.replications;
  while (summary.replications < planned && !signal?.aborted) {
    while (next < planned && running.length < threads.atOnce) {
      const record = threads.replicate(next++);
      // Those left behind by an abort reject, and nobody waits for them.
      record.catch(() => {});
      running.push(record);
    }
    const record = await Promise.race([running[0], aborted]);
    if (record === undefined) return;
    running.shift();
    summary.absorb(record);
    absorbed();
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<undefined> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(undefined), { once: true }));
}
