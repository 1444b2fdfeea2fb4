import type { Channel, Level, Severity } from '../scenario/terms.ts';
import type { Order, Purpose } from './orders.ts';

/**
 * What the field tells the backend. Times (`at`) are simulated seconds since the scenario's start; places are the
 * city's micro-grid numbers and metres. An incident's number is a handle that stays valid until it has ended.
 */
export type Notice = Reported | CrewNotice | Passed | Outcome | Refused;

/** Somebody brought an incident (or what they take for one) to light. */
export interface Reported {
  readonly type: 'reported';
  readonly at: number;
  readonly incident: number;
  /** Stable over variants and replications of one seed: (kind, unit, day, ordinal). */
  readonly identity: number;
  readonly kind: string;
  /** The department or bureau whose matter it is. */
  readonly matter: string;
  readonly severity: Severity;
  readonly channel: Channel;
  readonly finder: Finder;
  /** Crew that found it on patrol, else -1. */
  readonly finderCrew: number;
  readonly micro: number;
  readonly x: number;
  readonly y: number;
  /** Lowest level that has the power to settle it. */
  readonly level: Level;
  /** Crews it needs at a time. */
  readonly crews: number;
  /** By when it should be handled if filed now. */
  readonly handleBy: number;
}
export type Finder = 'resident' | 'patrol' | 'liaison' | 'sensor';

/** A crew's state changed. `x`, `y`: where it stands. */
export interface CrewNotice {
  readonly type: 'crew';
  readonly at: number;
  readonly crew: number;
  readonly status: 'available' | 'accepted' | 'declined' | 'arrived' | 'finished' | 'offDuty';
  /**
   * The incident it concerns; -1 for available, and for offDuty unless an order to that incident was given too late for
   * the shift and now waits for the next one.
   */
  readonly incident: number;
  readonly x: number;
  readonly y: number;
}

/** A patrol visit was completed. */
export interface Passed {
  readonly type: 'passed';
  readonly at: number;
  readonly crew: number;
  readonly micro: number;
}

/** What came of an order to a crew. */
export interface Outcome {
  readonly type: 'outcome';
  readonly at: number;
  readonly incident: number;
  /** -1 when time and not a crew brought it about (a lag is over). */
  readonly crew: number;
  readonly purpose: Purpose;
  readonly result: Result;
  /** For `lagging`: when the lag is expected to be over, else `at`. */
  readonly expected: number;
}
/**
 * verify: confirmed, notFound · handle: handled, lagging (work stands still for parts, permits, hearings),
 * visitDue (a crew must come again), notFound · check: passed, failed
 */
export type Result = 'confirmed' | 'notFound' | 'handled' | 'lagging' | 'visitDue' | 'passed' | 'failed';

/** An order that no longer fits the state. */
export interface Refused {
  readonly type: 'refused';
  readonly at: number;
  readonly order: Order;
  readonly reason: Refusal;
}
export type Refusal =
  | 'unknownIncident'
  | 'unknownCrew'
  | 'incidentState'
  | 'crewTaken'
  | 'crewGone'
  | 'notAuthorised'
  | 'unknownPool';

export type CrewStatus = CrewNotice['status'];

/** What a backend may want to hear: crew notices are wanted status by status. */
export const NOTICE_NAMES = [
  'reported',
  'passed',
  'outcome',
  'refused',
  'available',
  'accepted',
  'declined',
  'arrived',
  'finished',
  'offDuty',
] as const satisfies readonly (Exclude<Notice['type'], 'crew'> | CrewStatus)[];
export type NoticeName = (typeof NOTICE_NAMES)[number];
