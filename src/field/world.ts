import type { City } from '../city/city.ts';
import type { Sampler } from '../kernel/distributions.ts';
import type { EventQueue } from '../kernel/queue.ts';
import { type Draws, UINT32 } from '../kernel/random.ts';
import type { SlotPool } from '../kernel/slots.ts';
import type { Notice, NoticeName } from '../port/notices.ts';
import type { WorkCalendar } from '../scenario/calendar.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Demand } from './incidents/demand.ts';
import type { Kind } from './incidents/kinds.ts';
import type { Places } from './incidents/places.ts';
import type { Observer } from './observer.ts';
import type { Tours } from './patrol/tours.ts';
import type { CrewRoster } from './staffing/roster.ts';
import type { Crews, Incidents, Rounds, Tasks } from './state.ts';
import type { Travel } from './travel.ts';

/** Cumulative counts since time 0; real incidents only unless the name says otherwise. */
export const COUNT = {
  occurred: 0,
  reported: 1,
  filed: 2,
  rejected: 3,
  closed: 4,
  unseen: 5,
  escalated: 6,
  duplicates: 7,
  falseAlarms: 8,
  merged: 9,
  reworked: 10,
  extended: 11,
  suspended: 12,
  visits: 13,
  refused: 14,
  handled: 15,
  transferred: 16,
} as const;
export const COUNTS = Object.keys(COUNT) as readonly (keyof typeof COUNT)[];

/** Windows of patrol and the rounds in each, in seconds of the day. */
export interface PatrolPlan {
  readonly windows: readonly { readonly from: number; readonly to: number }[];
  /** Rounds per window in comprehensive and in exclusive grids. */
  readonly rounds: readonly number[];
  readonly exclusiveRounds: readonly number[];
  readonly shiftEnd: number;
  readonly shiftStart: number;
  readonly logSeconds: number;
  readonly startSpread: number;
  /** Metres per second. */
  readonly speed: number;
}

/** Everything an event handler sees. What changes is in the columns, the pools, the queue and the counts. */
export interface World {
  readonly scenario: Scenario;
  readonly city: City;
  readonly draws: Draws;
  readonly kinds: readonly Kind[];
  readonly places: Places;
  readonly demand: Demand;
  readonly travel: Travel;
  readonly tours: Tours;
  readonly plan: PatrolPlan;
  readonly roster: CrewRoster;
  readonly calendar: WorkCalendar;
  readonly urgentAcceptance: Sampler;
  readonly look: Sampler;
  readonly duplicateDelay: Sampler;
  readonly gather: Sampler;
  readonly errandLength: Sampler;
  readonly outOfScopeLength: Sampler;
  /** 1 where a micro-grid has sensors, and where it has a liaison. */
  readonly sensors: Uint8Array;
  readonly liaisons: Uint8Array;
  /** Volunteer groups of each township. */
  readonly volunteers: readonly (readonly number[])[];
  observer: Observer;
  /** Visits are told one by one as they end; see `Observer.visited`. */
  visitByVisit: boolean;
  /** Which notices the backend wants. */
  readonly tells: Readonly<Record<NoticeName, boolean>>;

  readonly queue: EventQueue;
  readonly incidents: Incidents;
  readonly incidentSlots: SlotPool;
  readonly crews: Crews;
  readonly rounds: Rounds;
  /** The rows of `patrol/walks.ts`, one per worker. */
  readonly walks: Float64Array;
  /** Who walks where, and what patrols have seen: rows of `patrol/walks.ts`, one per grid and one per micro-grid. */
  readonly walkers: Int32Array;
  readonly sights: Int32Array;
  readonly tasks: Tasks;
  readonly taskSlots: SlotPool;
  /** First latent incident of each micro-grid; -1 = none. */
  readonly latent: Int32Array;
  readonly counts: Float64Array;
  /** Crews whose task is over: they turn to something else once the backend has been heard. */
  turning: number[];
  /** Notices since the last exchange. */
  notices: Notice[];
}

/** High word of an incident's key; its low word is the ordinal, and day and attempt share the third. */
export function keyHigh(w: World, slot: number): number {
  return w.kinds[w.incidents.kind[slot]].id * 65_536 + w.incidents.unit[slot];
}

const DAYS = 16_384;

/** The attempt word of an incident's draws: the day belongs to its identity. `attempt` < 1024. */
export function keyAttempt(w: World, slot: number, attempt: number): number {
  return (w.incidents.day[slot] % DAYS) + (attempt & 1023) * DAYS;
}

/** A uniform in (0, 1) from one 32-bit word. */
export function unit(word: number): number {
  return (word + 0.5) / UINT32;
}

/** (kind, unit, day, ordinal) in one safe integer: the same in every variant of a seed. */
export function identityOf(w: World, slot: number): number {
  const { kind, unit: units, day, ordinal } = w.incidents;
  return (
    ((w.kinds[kind[slot]].id * 256 + (units[slot] & 255)) * DAYS + (day[slot] % DAYS)) * 32_768 +
    (ordinal[slot] & 32_767)
  );
}
