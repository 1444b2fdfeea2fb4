import type { Permission } from '../backend/outside.ts';
import type { City } from '../city/city.ts';
import type { Scenario } from '../scenario/schema.ts';
import { isOutside } from './backends.ts';
import { InOrder } from './in-order.ts';
import type { RunResult } from './result.ts';
import { Summary } from './summary.ts';
import { openThreads } from './threads.ts';
import { removeTrace } from './trace.ts';

/** `precision` gives up after so many times the replications asked for. */
const MOST_BLOCKS = 100;

/** What to simulate, with what, and whom to tell. */
export interface RunRequest {
  readonly scenario: Scenario;
  readonly city: City;
  readonly replications: number;
  readonly threads: number;
  /** As `createBackend` takes it. */
  readonly backend: string;
  /** What a backend outside may do. */
  readonly permission?: Permission;
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
 * with none it has no measures. Rejects with a RangeError for a backend that does not exist.
 */
export async function simulate(request: RunRequest): Promise<RunResult> {
  const { scenario, city, backend, permission, traceDirectory, replications: block, precision } = request;
  const summary = new Summary(scenario, city);
  const threads = openThreads(
    { scenario, city, backend, permission, traceDirectory },
    isOutside(backend) ? 1 : Math.max(1, Math.min(request.threads, block)),
  );
  const queue = new InOrder(threads, request.signal);
  let planned = block;
  try {
    while (await absorbUntil(planned, queue, summary, request)) {
      if (precision === undefined || !(summary.precision() > precision) || planned >= MOST_BLOCKS * block) break;
      planned += block;
    }
  } finally {
    await threads.end();
  }
  if (traceDirectory !== undefined) for (const left of queue.left()) removeTrace(traceDirectory, left);
  return summary.result(planned);
}

/** Whether all planned replications are absorbed; not so after an abort. */
async function absorbUntil(
  planned: number,
  queue: InOrder,
  summary: Summary,
  { onProgress }: RunRequest,
): Promise<boolean> {
  while (summary.replications < planned) {
    const record = await queue.next(planned);
    if (record === undefined) return false;
    summary.absorb(record);
    onProgress?.(summary.replications, planned);
  }
  return true;
}
