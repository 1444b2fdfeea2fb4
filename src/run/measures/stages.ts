import type { Incidents } from '../../field/state.ts';

/**
 * The times of an incident that are measured (docs/measures.md): each has a clock that starts and stops with one of its
 * columns.
 */
export const STAGES = [
  'detection',
  'signing',
  'assignment',
  'acceptance',
  'dispatch',
  'response',
  'handling',
  'closure',
] as const;
export type Stage = (typeof STAGES)[number];

/** Index of the stage whose clock starts when an incident is reported and never otherwise: it counts the reports. */
export const DISPATCH = STAGES.indexOf('dispatch');

/** When each stage's clock started and stopped, seconds; NaN where it did not. */
export interface Clocks {
  readonly starts: Float64Array;
  readonly stops: Float64Array;
}

/** Clocks to read incidents into, again and again; their zeros mean nothing. */
export function newClocks(): Clocks {
  return { starts: new Float64Array(STAGES.length), stops: new Float64Array(STAGES.length) };
}

/**
 * Reads an incident's clocks into `into`. `closed` is when it was closed, NaN if it was not. The clock of acceptance runs
 * from the first order to the first acceptance: an order that came to nothing has cost its time.
 */
export function readClocks(into: Clocks, inc: Incidents, slot: number, closed: number): void {
  const { starts, stops } = into;
  const reported = inc.reported[slot];
  const accepted = inc.accepted[slot];
  const arrived = inc.arrived[slot];
  for (let stage = 1; stage < STAGES.length; stage++) starts[stage] = reported;
  starts[0] = inc.occurred[slot];
  stops[0] = reported;
  stops[1] = inc.signed[slot];
  stops[2] = inc.ordered[slot];
  starts[3] = inc.ordered[slot];
  stops[3] = accepted;
  stops[4] = accepted;
  stops[5] = arrived;
  starts[6] = arrived;
  stops[6] = inc.handled[slot];
  stops[7] = closed;
}
