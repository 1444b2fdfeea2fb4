import type { MessageKey } from '../../locales/index.ts';
import type { Message } from '../../locales/message.ts';
import type { IncidentId } from '../history/record.ts';
import type { InvariantName } from './invariant.ts';

/** Violations of one invariant that are kept; the others are counted. */
const KEPT = 3;

/** A broken invariant and what proves it. */
export interface Violation {
  readonly invariant: InvariantName;
  readonly message: Message<MessageKey>;
  /** Lines of the history, rising: the shortest history that proves it. */
  readonly lines: readonly number[];
  /** Of the pages of incidents among them only this one matters. */
  readonly incident: IncidentId | undefined;
}

/** The violations of one invariant: their number, and those with the shortest proofs, shortest first. */
export class Findings {
  readonly examples: Violation[] = [];
  count = 0;
  readonly invariant: InvariantName;

  constructor(invariant: InvariantName) {
    this.invariant = invariant;
  }

  add(message: Message<MessageKey>, lines: readonly number[], incident?: IncidentId): void {
    this.count++;
    const rising = [...new Set(lines)].sort((a, b) => a - b);
    const at = this.examples.findIndex((known) => known.lines.length > rising.length);
    const violation: Violation = { invariant: this.invariant, message, lines: rising, incident };
    this.examples.splice(at < 0 ? this.examples.length : at, 0, violation);
    if (this.examples.length > KEPT) this.examples.pop();
  }
}
