import { z } from 'zod';
import { NOTICE_NAMES } from '../../port/notices.ts';
import { ORDER_TYPES } from '../../port/orders.ts';
import { ROLES } from '../../port/roster.ts';
import { LEVELS } from '../../scenario/terms.ts';
import { MOST, metres, name, number, seconds } from './api.ts';

/** The messages of the Gridbeat Dispatch API that come before an exercise runs, and those about its clock. */

export const CLOCKS = ['paced', 'stepped'] as const;

export const health = z.object({
  status: z.literal('ok'),
  version: z.string().max(MOST.name),
  exercise: z.enum(['none', 'provisioning', 'running']),
  /** Null while none is running. */
  now: seconds.nullable(),
});

/** What the server can do, and what it wants to be told: nothing else need be sent. */
export const capabilities = z.object({
  verbs: z.array(z.enum(ORDER_TYPES)),
  notices: z.array(z.enum(NOTICE_NAMES)),
  clocks: z.array(z.enum(CLOCKS)),
  /** Whether a paced clock can be given another speed while it runs, by PUT /clock/speed. */
  speedChanges: z.boolean().default(false),
});

/** Begins a new exercise; everything about the one before is forgotten. */
export const exercise = z.strictObject({
  /** Chosen by whoever begins it. */
  id: name,
  scenario: name,
  /** Local date of day 0; simulated time 0 is its midnight. */
  startDate: z.iso.date(),
});
export const exerciseAnswer = z.object({ id: name });

const dayMinutes = 10_080;
const minuteOfWeek = z.int().min(0).max(dayMinutes);

/** When a crew is on duty: in any of the weekly spells, on days that are not `off`. */
const duty = z.strictObject({
  /** [from, to) in minutes of the week, Monday 00:00 = 0; rising, not overlapping. */
  weekly: z.array(z.tuple([minuteOfWeek, minuteOfWeek])).max(400),
  /** Days of the exercise (0 = startDate) on which it does not work though the week says so: rest and leave; rising. */
  off: z.array(number).max(4000),
});

/** The tree of places, from the top down. A parent is the number of the row above; rows are numbered from 0 as they come. */
const place = {
  unit: z.strictObject({ id: name, en: name, zh: name, kind: z.enum(['county', 'zone']), x: metres, y: metres }),
  township: z.strictObject({
    code: name,
    name,
    kind: z.enum(['town', 'subdistrict', 'township']),
    unit: number,
    x: metres,
    y: metres,
  }),
  community: z.strictObject({
    code: name,
    name,
    kind: z.enum(['urban', 'residents', 'village']),
    township: number,
    x: metres,
    y: metres,
  }),
  grid: z.strictObject({ kind: z.enum(['comprehensive', 'exclusive']), community: number }),
  micro: z.strictObject({ grid: number, x: metres, y: metres }),
} as const;
export const PLACE_LEVELS = ['unit', 'township', 'community', 'grid', 'micro'] as const;
export type PlaceLevel = (typeof PLACE_LEVELS)[number];
export type PlaceRow<L extends PlaceLevel> = z.output<(typeof place)[L]>;

function pageOf<L extends PlaceLevel>(level: L) {
  return z.strictObject({
    level: z.literal(level),
    /** Number of the first row: pages of a level come in order, levels from the top down. */
    from: number,
    rows: z.array(place[level]).min(1).max(MOST.rows),
  });
}

export const placePage = z.discriminatedUnion('level', [
  pageOf('unit'),
  pageOf('township'),
  pageOf('community'),
  pageOf('grid'),
  pageOf('micro'),
]);
export type PlacePage = z.output<typeof placePage>;

const crewRow = z.strictObject({
  role: z.enum(ROLES),
  /** Highest level whose matters it may settle. */
  level: z.enum(LEVELS),
  /** The matters that a team takes; empty for those who take whatever their level may settle. */
  matters: z.array(name).max(200),
  /** Null where it has none; an area above its own level is null, too. */
  home: z.strictObject({
    micro: number.nullable(),
    grid: number.nullable(),
    community: number.nullable(),
    township: number.nullable(),
    unit: number.nullable(),
  }),
  x: metres,
  y: metres,
  duty,
});
export type CrewRow = z.output<typeof crewRow>;
export const crewPage = z.strictObject({ from: number, rows: z.array(crewRow).min(1).max(MOST.rows) });

/** Simulated over real seconds. */
const pace = z.number().min(0.001).max(100_000);

/** Rows of that kind so far: where the next page goes on. */
export const pageAnswer = z.object({ rows: number });

export const start = z.strictObject({
  /** Simulated time at this moment. */
  origin: seconds.min(0),
  clock: z.discriminatedUnion('type', [
    /** Simulated seconds pass `speed` times as fast as real ones; timers are scaled likewise. */
    z.strictObject({ type: z.literal('paced'), speed: pace }),
    /** Time passes by PUT /clock alone. */
    z.strictObject({ type: z.literal('stepped') }),
  ]),
});

export const speedChange = z.strictObject({
  /** From now on; 0: simulated time stands still until another speed is set. */
  speed: z.union([z.literal(0), pace]),
  /** Simulated time where the change is asked for. A clock that has come less far goes on from there; none goes back. */
  now: seconds.min(0),
});

export const step = z.strictObject({ now: seconds.min(0) });
export const stepAnswer = z.object({
  now: seconds,
  /** The next time at which something is due without anything being told; null for never. */
  wake: seconds.nullable(),
  /** Sequence number of the newest order; 0 for none yet. */
  last: number,
});
