import type { Violation } from './findings.ts';
import type { InvariantName } from './invariant.ts';

/**
 * How an invariant may stand: undecided: more must be read, or more time pass; none: nothing to judge; notApplicable: what
 * it is about does not exist in the backend's protocol.
 */
export const VERDICTS = ['held', 'broken', 'undecided', 'none', 'notApplicable'] as const;

/** How one invariant stands. */
export interface Verdict {
  readonly name: InvariantName;
  readonly verdict: (typeof VERDICTS)[number];
  /** How many chances of a violation there were. */
  readonly checked: number;
  readonly violations: number;
  /** Those with the shortest proofs. */
  readonly examples: readonly Violation[];
}

/** How one invariant stands while a run goes on. */
export type Standing = Pick<Verdict, 'name' | 'checked' | 'violations'>;

/** How the load drained after it stopped. */
export interface Drained {
  /** Wall and simulated seconds from the stop to the order that ended the last incident; null where some are left. */
  readonly seconds: number | null;
  readonly simulatedSeconds: number | null;
  /** Acknowledged reports that are not over. */
  readonly left: number;
}

export interface Judgement {
  readonly whole: boolean;
  readonly operations: Readonly<
    Record<string, { readonly ok: number; readonly failed: number; readonly unknown: number }>
  >;
  readonly orders: number;
  readonly verdicts: readonly Verdict[];
  readonly drained: Drained | null;
}
