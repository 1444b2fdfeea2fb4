import type { Case } from '../case.ts';

/** A dispatch policy: which waiting case goes first among equally severe ones, and whom to send. Smaller is better. */
export interface Policy {
  readonly name: string;
  /** Whoever is free nearer home (own grid, own liaison, community, township, ...) goes before all further out. */
  readonly homeFirst: boolean;
  order(item: Case): number;
  /** Of a crew at that straight distance that has had so many jobs today. */
  cost(metres: number, jobsToday: number): number;
}
