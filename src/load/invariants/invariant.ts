import type { MessageKey } from '../../locales/index.ts';
import type { Message } from '../../locales/message.ts';
import type { IncidentId, OrderRecord, Phase, StreamRecord } from '../history/record.ts';
import type { Assignment, Crews } from './crews.ts';
import type { Given } from './given.ts';
import type { Incident, Incidents } from './incidents.ts';
import type { Answered, Sent } from './operation.ts';
import type { RunClock } from './run-clock.ts';
import type { View } from './view.ts';

/** Names are stable: results, reports and targets speak of invariants by them. */
export const INVARIANTS = [
  'lost',
  'phantom',
  'duplicate',
  'oneJob',
  'crewsNeeded',
  'busyOrOffDuty',
  'statusOrder',
  'readYourWrites',
  'monotonicReads',
  'streamOrder',
  'accounting',
  'listsAgree',
  'severeFirst',
  'drains',
] as const;
export type InvariantName = (typeof INVARIANTS)[number];

/** What all invariants look at together; brought up to date before they hear of a record. */
export interface Knowledge {
  readonly incidents: Incidents;
  readonly crews: Crews;
  phase: Phase | undefined;
  /** Wall time at which each phase began. */
  readonly began: Map<Phase, number>;
  /** Latest wall time seen, milliseconds. */
  now: number;
  readonly clock: RunClock;
}

/**
 * Watches one invariant. It blames only what no order of events between the records explains: an operation took effect at
 * some moment between its `invoke` and its `ok`, or, unknown, at any later one or never; an order was given at some moment
 * before it came in.
 */
export interface Checker {
  /** How many chances of a violation there were. */
  checked: number;
  sent?(sent: Sent): void;
  answered?(answered: Answered): void;
  /** An incident as a read or a list showed it; `incident`: what the server means by it, as `Incidents.meant` says. */
  seen?(view: View, answered: Answered, incident: Incident | undefined): void;
  /** The server says that it has no such incident. */
  missing?(id: IncidentId, answered: Answered): void;
  given?(given: Given): void;
  assigned?(assignment: Assignment): void;
  /** As it came in, before orders are put into sequence. */
  arrived?(record: OrderRecord, line: number): void;
  streamed?(record: StreamRecord, line: number): void;
  /** The history is over; whole: all phases ran to their end. */
  end?(whole: boolean): void;
  /** At the end: it cannot be told yet. */
  readonly undecided?: boolean;
}

/** Takes a violation: words, the lines that prove it, and the incident that lists among them are cut down to. */
export type Blame = (message: Message<MessageKey>, lines: readonly number[], incident?: IncidentId) => void;

export interface Invariant {
  readonly name: InvariantName;
  watch(knowledge: Knowledge, blame: Blame): Checker;
}
