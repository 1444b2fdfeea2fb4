/** What comes of laying a load beside an earlier one: plain data. */

/** What two loads may differ in. */
export const SETUP = [
  'scenario',
  'seed',
  'city',
  'speed',
  'from',
  'warmup',
  'duration',
  'ramp',
  'reportsOnly',
  'maxInFlight',
  'threads',
  'backend',
  'backendVersion',
  'gridbeat',
  'machine',
] as const;
export type Setup = (typeof SETUP)[number];

export interface Difference {
  readonly what: Setup;
  readonly before: string;
  readonly now: string;
}

/**
 * Worse: certainly by more than is allowed. Better: certainly. Same: certainly not worse by more than is allowed. Else it
 * cannot be told.
 */
export type Change = 'worse' | 'better' | 'same' | 'undecided';
export const CHANGES = ['worse', 'better', 'same', 'undecided'] as const satisfies readonly Change[];

/** A measure of two loads, in its own unit; smaller is better. */
export interface Compared {
  readonly measure: string;
  readonly unit: 's' | 'count';
  readonly before: number;
  readonly now: number;
  readonly difference: number;
  /** Intervals of all differences hold together with 95 %; null where there are too few sections. */
  readonly low: number | null;
  readonly high: number | null;
  /** The difference that is allowed. */
  readonly allowed: number;
  readonly change: Change;
}

/** A load beside an earlier one. */
export interface Comparison {
  /** When the earlier one was made, and of what version the backend was then. */
  readonly startedAt: string;
  readonly backendVersion: string;
  /** The same operations at the same times: differences are taken section by section. */
  readonly paired: boolean;
  /** What was not the same. */
  readonly differences: readonly Difference[];
  readonly measures: readonly Compared[];
}
