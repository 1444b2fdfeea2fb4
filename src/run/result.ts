import type { Help, Remark } from '../port/backend.ts';

/**
 * What a run yields. Times are in seconds, shares in [0, 1], money in yuan; every number has a definition in
 * docs/measures.md. `low` and `high` are the 95 % interval over replications.
 */

export const UNITS = ['s', 'share', 'count', 'count/day', 'h/day', 'min', 'yuan/day', 'yuan', 'gini'] as const;
export type MeasureUnit = (typeof UNITS)[number];

export interface Measure {
  /** Null where there is no such number: see `reason`. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: MeasureUnit;
  /** The percentile falls among the unfinished: it is larger than `value`. */
  readonly censored?: true;
  /** Why `value` is null: too few observations for this percentile, or none at all. */
  readonly reason?: 'tooFew' | 'none';
}

export type Measures = Readonly<Record<string, Measure>>;

export const DIMENSIONS = ['unit', 'township', 'community', 'kind', 'class', 'channel', 'severity', 'level'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Means over the replications of a quantity in steps of 15 minutes over the measured window. */
export interface Series {
  readonly unit: MeasureUnit;
  readonly stepSeconds: number;
  /** Seconds since the scenario's start of the first step. */
  readonly from: number;
  readonly values: readonly (number | null)[];
}

/** Per micro-grid, means over the replications; index = micro-grid. */
interface MicroGridTable {
  readonly reported: readonly number[];
  /** Share of the patrol time with an age over the limit. */
  readonly coverageGap: readonly number[];
}

/** What is to be told of a backend that is not the embedded one. */
export interface OutsideAccount {
  /** What it cannot do, and who did it. */
  readonly help?: Help;
  readonly remarks: readonly Remark[];
}

export interface RunResult {
  readonly measures: Measures;
  /** breakdowns.DIMENSION.CELL.MEASURE; cells are named by id or code. */
  readonly breakdowns: Readonly<Record<Dimension, Readonly<Record<string, Measures>>>>;
  readonly series: Readonly<Record<string, Series>>;
  readonly microGrids: MicroGridTable;
  /** Replications finished; fewer than planned after an interruption. */
  readonly replications: number;
  readonly planned: number;
  readonly outside?: OutsideAccount;
}
