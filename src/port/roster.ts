import type { Level } from '../scenario/terms.ts';

export const ROLES = ['worker', 'liaison', 'communityStaff', 'team', 'volunteer'] as const;
export type Role = (typeof ROLES)[number];

/** Everybody who can be sent. Crews are numbered from 0; nothing is renumbered during a run. */
export interface Roster {
  readonly crews: number;
  role(crew: number): Role;
  /** Highest level whose matters it may settle. */
  level(crew: number): Level;
  /** Names of the matters a team takes; empty for the others, who take what their level may settle. */
  matters(crew: number): readonly string[];
  /** Home: micro-grid of a liaison, grid of a worker; -1 where it has none. Always a community, township and unit, -1 above. */
  home(crew: number): Home;
  /** Where it starts from, metres. */
  x(crew: number): number;
  y(crew: number): number;
  /** Is it on duty at that time (leave, rest days and vacancies known up to that day)? */
  onDuty(crew: number, at: number): boolean;
  /** Seconds of the week (Monday 00:00 = 0) at which some crews come on duty. */
  readonly dutyStarts: readonly number[];
  /** The same as `onDuty` for all times of the days `from` to `to` (both included), to be told to others. */
  duty(crew: number, from: number, to: number): Duty;
}

/** On duty in any of the weekly spells, on days that are not `off`. */
export interface Duty {
  /** [from, to) in minutes of the week, Monday 00:00 = 0; rising, not overlapping. */
  readonly weekly: readonly (readonly [number, number])[];
  /** Days (0 = the scenario's first) of rest and leave, rising. */
  readonly off: readonly number[];
}

export interface Home {
  readonly micro: number;
  readonly grid: number;
  readonly community: number;
  readonly township: number;
  readonly unit: number;
}
