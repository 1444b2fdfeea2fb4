import type { City } from '../city/city.ts';
import type { Message, MessageKey } from '../locales/index.ts';
import type { Notice, NoticeName } from './notices.ts';
import type { Order, OrderType } from './orders.ts';
import type { Roster } from './roster.ts';

/** Which verbs a backend can do, and which notices it wants: what nobody listens to is not sent. */
export interface Capabilities {
  readonly verbs: readonly OrderType[];
  readonly notices: readonly NoticeName[];
  /** What it cannot do itself and another does for it. */
  readonly help?: Help;
}

/** An embedded policy that stands in for a backend. */
export interface Help {
  /** Name of the helper, as a backend is named: `embedded:POLICY`. */
  readonly by: string;
  readonly verbs: readonly OrderType[];
}

/** Something about a system outside that people should know, e.g. where it deviates from its specification. */
export interface Remark {
  readonly code: string;
  readonly times: number;
  readonly message: Message<MessageKey>;
}

export interface Clock {
  /** Local date of day 0, "YYYY-MM-DD"; simulated time 0 is its midnight. */
  readonly startDate: string;
  /** Simulated over wall seconds; Infinity for virtual time. */
  readonly speed: number;
}

export interface Exchange {
  readonly orders: readonly Order[];
  /** Next simulated time at which the backend wants to be called although nothing happened. */
  readonly wake?: number;
}

/** Takes orders that come outside an exchange; they are applied at the simulated time at which they come in. */
export type Push = (orders: readonly Order[]) => void;

/**
 * Whoever governs. `start` comes first and once; then `exchange` is called with rising `now`, the notices since the
 * last call in the order in which they came about (possibly none, at a wake), and its orders are applied at `now`.
 * An order that no longer fits is answered by a `refused` notice in a later exchange. `stop` comes last and once.
 * A backend may answer at once or by a promise: in virtual time the clock stands still meanwhile, a paced clock goes on.
 * Between `start` and `stop` it may also hand over orders by `push` whenever it likes.
 */
export interface Backend {
  readonly capabilities: Capabilities;
  start(city: City, roster: Roster, clock: Clock, push: Push): void | Promise<void>;
  exchange(notices: readonly Notice[], now: number): Exchange | Promise<Exchange>;
  /** Running totals for measures, where the backend has them: see `Gauges`. */
  gauges?(now: number): Gauges;
  /** What is to be told about the system behind it, so far. */
  remarks?(): readonly Remark[];
  stop(): void | Promise<void>;
}

/** Totals since the start; differences over a window give means. Keys are centre levels. */
export type Gauges = Readonly<Record<string, LevelGauge>>;

export interface LevelGauge {
  /** Integral of the number of cases waiting for an operator, case-seconds. */
  readonly waiting: number;
  /** Largest number waiting in one centre since the gauges were last read. */
  readonly most: number;
  /** Operator-seconds busy, and on shift. */
  readonly busy: number;
  readonly onShift: number;
  /** The busy seconds of each centre, in the order of the townships or units; left out where they are not known apart. */
  readonly busyIn?: readonly number[];
}
