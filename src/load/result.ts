import type { Measures, OutsideAccount } from '../run/result.ts';
import type { Judgement } from '../run/targets.ts';
import type { Comparison } from './baseline/comparison.ts';
import type { OperationName } from './history/record.ts';
import type { Judgement as JudgedHistory } from './invariants/judgement.ts';
import type { Second } from './live.ts';
import type { SpeedChange } from './pace.ts';
import type { Ramp } from './schedule/ramp.ts';
import type { Caps } from './throttle.ts';

/** What a load test yields: plain data, from which every table, report and file is made. Times are in seconds. */

/**
 * Why an attempt brought no right answer. `timeout` and `connection` leave it unknown whether the operation was done;
 * `refused`: nobody listens; `status4xx`, `status5xx`: answered so; `answer`: not the JSON that was agreed. `unfinished`: an
 * operation that waited, or was under way, when the load ended.
 */
export const ERROR_KINDS = [
  'timeout',
  'connection',
  'refused',
  'status4xx',
  'status5xx',
  'answer',
  'unfinished',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'p999'] as const;
type Percentile = (typeof PERCENTILES)[number];

/** A distribution of latencies, seconds; from an hdr histogram of three digits. */
export interface Latency extends Readonly<Record<Percentile, number>> {
  readonly count: number;
  readonly mean: number;
  readonly max: number;
  /** For drawing: upper bounds, rising, and how many lie up to each but above the one before. */
  readonly bins: readonly (readonly [upTo: number, count: number])[];
}

export interface OperationResult {
  /** Operations whose intended start lies in the measured time, whatever became of them. */
  readonly count: number;
  /** Those that were answered as agreed, at once or after another attempt. */
  readonly ok: number;
  /** Attempts sent; more than `count` where some were sent again. */
  readonly attempts: number;
  /** Failed attempts by kind; an operation may have failed, been sent again, and succeeded. */
  readonly errors: Readonly<Partial<Record<ErrorKind, number>>>;
  /** From the intended start to the answer; a timeout enters as at least its timeout. Null where there was none. */
  readonly response: Latency | null;
  /** From the moment the request is written to the answer. */
  readonly service: Latency | null;
}

/**
 * Why a run says nothing about the backend: `held`: late because no more a second was allowed; `spent`: ended because no
 * more in all was; `orders`: none came, as the stream of orders failed.
 */
export const INVALID_REASONS = ['late', 'held', 'spent', 'nothing', 'orders', 'gone'] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

/** Whether the generator itself kept up. */
export interface Validity {
  readonly valid: boolean;
  readonly reasons: readonly InvalidReason[];
  /** Operations in the measured time that started more than `allowance` seconds late by the generator's own fault. */
  readonly late: number;
  readonly started: number;
  readonly allowance: number;
  /** How late operations started by the generator's own fault. */
  readonly lateness: Latency | null;
  /** Delay of the generator's event loop, seconds. */
  readonly loopDelay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The generator's own CPU over the measured time: cores, and microseconds for each operation started. */
  readonly cpu: { readonly cores: number; readonly microsecondsPerOperation: number };
  /** Operations that had to wait because `--max-in-flight` was reached; their wait counts in response times. */
  readonly heldBack: number;
}

/** The field's own measures under the backend beside those under the embedded policy, same seed, same hours. */
export interface FieldComparison {
  readonly deployed: Measures;
  readonly embedded: Measures;
}

/** How a result came about. */
interface LoadManifest {
  readonly name: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly hash: string;
  readonly seed: string;
  readonly cityHash: string;
  /** Without secrets. */
  readonly backend: string;
  readonly backendVersion: string;
  readonly version: string;
  readonly node: string;
  readonly v8: string;
  readonly machine: { readonly platform: string; readonly cpu: string; readonly cores: number };
  readonly command: readonly string[];
  readonly startedAt: string;
  readonly endedAt: string;
}

export interface LoadSetting {
  /** Simulated over wall seconds at the start. */
  readonly speed: number;
  /** Simulated time at which the load starts, seconds since the scenario's start, and as local time. */
  readonly from: number;
  readonly localTime: string;
  /** Wall seconds at that speed: the window stays that of the simulated clock. */
  readonly warmup: number;
  readonly duration: number;
  readonly timeout: number;
  readonly maxInFlight: number;
  /** That the operations are sent from; with one it is the load's own. */
  readonly threads: number;
  /** Wall seconds, at the first speed, for crews to go on after the last report, at most. */
  readonly drain: number;
  /** How the open part rises. */
  readonly ramp: Ramp;
  /** Reports a wall second where nothing else is sent; null for a whole city. */
  readonly reportsOnly: number | null;
}

/** A measure's value in each section of the measured time, null where there was nothing in it; by name. */
export type Sections = Readonly<Record<string, readonly (number | null)[]>>;

export interface LoadResult {
  readonly manifest: LoadManifest;
  readonly setting: LoadSetting;
  /** Other speeds that somebody set while it ran, in the order of time. */
  readonly speedChanges: readonly SpeedChange[];
  /** Wall seconds measured: fewer than asked for after an interruption, others after a change of speed. */
  readonly measured: number;
  readonly interrupted: boolean;
  /** The target that was given up, and when, wall seconds since the load's start: with it the load ended. */
  readonly lost: { readonly target: string; readonly at: number } | null;
  /** What could be sent to another machine, and what had to wait or was not sent for it; null where nothing was kept back. */
  readonly caps: (Caps & { readonly held: number; readonly unsent: number }) | null;
  /** Reports that were taken; their ids stand in `created.ndjson`. */
  readonly created: number;
  /** Whether the backend has forgotten them at the end; null where that was not asked for. */
  readonly closedAfterwards: boolean | null;
  readonly validity: Validity;
  /** By name, only those that were sent. */
  readonly operations: Readonly<Partial<Record<OperationName, OperationResult>>>;
  /** Wall seconds, without pauses, from a report sent to the first order of a crew received; null where none came. */
  readonly decide: Latency | null;
  /** Orders that came, and how often their stream failed; null where the backend gives none. */
  readonly stream: { readonly orders: number; readonly errors: Readonly<Partial<Record<ErrorKind, number>>> } | null;
  /** `op.NAME.response.p99`, `decide.p90`, `invariants` and the like, and the field's; targets are judged on these. */
  readonly measures: Measures;
  /** Of measures that may be compared with another load's: their values in the ten parts of the measured time. */
  readonly sections: Sections;
  /** Beside an earlier load's result, where one was given and both are whole. */
  readonly comparison: Comparison | null;
  /** Null where no field lives under the backend. */
  readonly field: FieldComparison | null;
  /** Who governs the field where the backend cannot, and what was seen of the backend. */
  readonly outside: OutsideAccount;
  /** What the judge says of the history. */
  readonly judgement: JudgedHistory;
  readonly targets: readonly Judgement[];
  readonly seconds: readonly Second[];
}
