import type { Case } from '../case.ts';

/** What a policy may know of a crew it is asked about. */
export interface Candidate {
  readonly crew: number;
  /** Straight metres to the incident. */
  readonly metres: number;
  readonly isOwnGrid: boolean;
  readonly isOwnLiaison: boolean;
  /** Jobs it was sent to today. */
  readonly jobsToday: number;
}

/** A dispatch policy: which waiting case goes first among equally severe ones, and whom to send. Smaller is better. */
export interface Policy {
  readonly name: string;
  order(item: Case): number;
  cost(item: Case, candidate: Candidate): number;
}
