/** What a load test shows of itself while it runs. */

export const PHASES = ['provision', 'warmup', 'load', 'drain', 'settle'] as const;
export type Phase = (typeof PHASES)[number];

type Quick = Readonly<Record<'p50' | 'p90' | 'p95' | 'p99', number>>;

/** One wall second: also a line of the file `seconds.ndjson`. Latencies in seconds, null where nothing was answered. */
export interface Second {
  /** Wall seconds since the load's start, at the end of this one. */
  readonly at: number;
  /** Simulated seconds since the scenario's start, there. */
  readonly simulated: number;
  readonly phase: Phase;
  /** Simulated over wall seconds at its end; 0 in a pause. */
  readonly speed: number;
  /** Operations whose intended start fell in this second, those sent, those answered as agreed, failed attempts. */
  readonly due: number;
  readonly started: number;
  readonly answered: number;
  readonly failed: number;
  /** At its end: sent and not answered; due and not sent. */
  readonly inFlight: number;
  readonly waiting: number;
  readonly response: Quick | null;
  readonly service: Quick | null;
  /** Orders received in this second. */
  readonly orders: number;
  /** At its end: reports accepted that have not been decided upon; cases open; crews on a job. */
  readonly undecided: number;
  readonly open: number;
  readonly busyCrews: number;
  /** Violations found so far. */
  readonly violations: number;
  /** Longest that an operation of this second started late by the generator's own fault. */
  readonly late: number;
  /** Reads and list reads included: how many operations of each name were answered. */
  readonly byName: Readonly<Record<string, number>>;
}
