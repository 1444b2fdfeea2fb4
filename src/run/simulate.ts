import type { City } from '../city/city.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { RunResult } from './result.ts';

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

/** Runs the replications over threads; the same bytes on any number of them. */
export async function simulate(_request: RunRequest): Promise<RunResult> {
  throw new Error('not written yet');
}
