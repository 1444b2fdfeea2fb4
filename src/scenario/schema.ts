import { z } from 'zod';
import {
  atLeast0,
  count,
  daytimes,
  hours,
  identifier,
  isTimezone,
  name,
  operatorShift,
  positive,
  share,
  shown,
  spell,
  weekdays,
} from './basics.ts';
import { duration } from './duration.ts';
import { hourProfiles, incidentKind, surge, weekdayProfiles } from './incidents.ts';
import { parseTarget } from './target.ts';

/**
 * The shape of a scenario: one schema gives the types, the checks and the published JSON Schema. Durations are given in
 * the unit that the key's name ends with (Seconds, Minutes, Hours, Days); shares lie in [0, 1].
 */

export type { Spell } from './basics.ts';
export { type Duration, duration } from './duration.ts';
export { catalogue, type IncidentKind, incidentKind, type Limit, type Surge } from './incidents.ts';

/** Enough for any crew, and a sum of them is a number. */
const yuanPerHour = atLeast0.max(1_000_000);
const mobility = z.enum(['walk', 'ebike', 'vehicle']);

const seed = z.union([shown, z.number()]).transform(String);

const centre = z.strictObject({
  operators: z.array(operatorShift).max(48),
  /** From a free operator taking the case to the signature. */
  signSeconds: duration,
  /** From the signature to filed (or to a verification order). */
  fileSeconds: duration,
  /** Operator's time to route and order one crew. */
  dispatchSeconds: duration,
  /** Operator's time to judge feedback and close. */
  closeSeconds: duration,
  /** Delay of a case handed to another centre. */
  handoverSeconds: duration,
});

const team = z.strictObject({
  name,
  level: z.enum(['township', 'county', 'city']),
  matters: z.array(identifier).min(1),
  /** Teams per township, per unit or in the city, before `perResidents`. */
  number: count,
  /** One more for every so many residents of its area; none when absent. */
  perResidents: positive.optional(),
  duty: z.array(spell).min(1),
  mobility,
  /** Minutes from order to acceptance when free. */
  acceptMinutes: duration,
  costPerHour: yuanPerHour,
});

export const scenario = z.strictObject({
  $schema: z.string().optional(),
  /** Stands in the names of result folders. */
  name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u, 'scenario.expected.name'),
  title: name,
  seed: seed,
  city: z.strictObject({
    /** Folder under fixtures. */
    name: identifier,
    /** Folder of a city that `city import` has written, relative to this scenario's file; it goes before the name. */
    folder: z.string().min(1).max(4096).optional(),
    seed: seed,
  }),
  horizon: z.strictObject({
    /** Local midnight of day 0. */
    start: z.iso.date(),
    timezone: z.string().refine(isTimezone, 'scenario.expected.timezone'),
    warmupDays: z.int().min(0).max(3650),
    days: z.int().min(1).max(3650),
    /** Longest wait for the cohort after the window. */
    drainDays: z.int().min(0).max(365),
    replications: z.int().min(1).max(100000),
  }),
  travel: z.strictObject({
    metric: z.enum(['straight', 'rightAngle', 'none']),
    metresPerSecond: z.strictObject({ walk: positive, ebike: positive, vehicle: positive }),
    /** Mean distance within a micro-grid = this x sqrt(area) x road factor. */
    withinMicroGrid: atLeast0,
    /** Lakes and rivers are gone round; of straight ways only. */
    roundWater: z.boolean(),
  }),
  patrol: z.strictObject({
    enabled: z.boolean(),
    /** The patrol clock runs only within these hours. */
    day: hours,
    windows: daytimes,
    roundsPerDay: count.max(12),
    /** A round lasts at least so long; dwell fills it. */
    roundMinutes: atLeast0.max(600),
    dwellMinutes: atLeast0.max(600),
    /** Photo and form for one finding, on top of the dwell. */
    logMinutes: atLeast0,
    /** Workers set out evenly spread over so many minutes after a window opens. */
    startSpreadMinutes: atLeast0.max(120),
    /** Rounds that a neighbour makes where the worker is off. */
    coverRounds: count.max(4),
    exclusive: z.strictObject({ roundsPerDay: count.max(12), roundMinutes: atLeast0 }),
    mobility,
  }),
  staffing: z.strictObject({
    /** Minutes from order to acceptance where the incident is severe or critical, whoever is sent. */
    urgentAcceptMinutes: duration,
    gridWorkers: z.strictObject({
      perGrid: z.number().min(0).max(20),
      perExclusiveGrid: z.number().min(0).max(20),
      duty: z.array(spell).min(1),
      restDaysPerWeek: z.int().min(0).max(6),
      leaveShare: share,
      vacancyShare: share,
      mobility,
      acceptMinutes: duration,
      outOfScope: z.strictObject({ perDay: z.number().min(0).max(1), minutes: duration }),
      errands: z.strictObject({ perDay: z.number().min(0).max(1), minutes: duration }),
      costPerHour: yuanPerHour,
    }),
    liaisons: z.strictObject({
      perMicroGrid: z.number().min(0).max(5),
      duty: z.array(spell).min(1),
      mobility,
      acceptMinutes: duration,
      costPerHour: yuanPerHour,
    }),
    communityStaff: z.strictObject({
      perCommunity: z.number().min(0).max(20),
      duty: z.array(spell).min(1),
      mobility,
      acceptMinutes: duration,
      costPerHour: yuanPerHour,
    }),
    volunteers: z.strictObject({
      groupsPerCommunity: z.number().min(0).max(20),
      /** Share of groups that answer a call-up. */
      answerShare: share,
      gatherMinutes: duration,
      stayHours: positive,
      mobility,
      /** Minutes from order to acceptance when there. */
      acceptMinutes: duration,
    }),
    teams: z.record(identifier, team),
  }),
  sensing: z.strictObject({
    /** Share of micro-grids with sensors and video. */
    coverage: share,
  }),
  incidents: z.strictObject({
    scale: atLeast0.max(1000),
    /** Catalogue file, relative to this scenario's file. */
    catalogue: z.string().min(1),
    dispersion: z.strictObject({
      /** Variance over mean of the city's daily counts, and of its hourly counts around the hour's mean. */
      daily: z.number().min(1),
      hourly: z.number().min(1),
    }),
    /** From a report to each further report of the same incident. */
    duplicateHours: duration,
    /** Minutes on site to verify a report, to check a result, or to see that there is nothing. */
    lookMinutes: duration,
    /** 12345 contacts answered at once: counted apart, no case. */
    hotline: z.strictObject({ contactsPerDay: atLeast0, answeredShare: share }),
    surges: z.array(surge),
    hourProfiles,
    weekdayProfiles,
    kinds: z.record(identifier, incidentKind),
  }),
  centres: z.strictObject({
    enabled: z.boolean(),
    township: centre,
    county: centre,
    city: centre,
    /** Reports of one incident through several channels are recognised with this probability. */
    recogniseDuplicates: share,
    /** Matters settled at the county although a township could: powers not handed down. */
    powersHandedDown: z.boolean(),
  }),
  backend: z.strictObject({
    policy: z.enum(['ownGridFirst', 'nearestFree', 'earliestDeadline', 'leastLoaded']),
    /** Ask for an extension when the lag will pass the limit, in this share of such cases. */
    extendShare: share,
    /** Suspend (the ledger of cases nobody can settle now) when the lag is longer than this. */
    suspendAfterDays: positive,
    /** A case waiting longer than this for a crew goes to the next level. */
    escalateAfterHours: positive,
    /** Call up volunteers when so many cases wait for a crew in one township. */
    callUpAtWaiting: z.int().min(1),
  }),
  limits: z.strictObject({
    coverageGapHours: positive,
    reachMinutes: positive,
    workingHours: daytimes,
    workingDays: weekdays,
  }),
  targets: z.array(
    z.string().superRefine((text, ctx) => {
      const target = parseTarget(text);
      if ('message' in target) ctx.addIssue({ code: 'custom', message: target.message.key });
    }),
  ),
});

/** A complete, checked scenario. */
export type Scenario = z.infer<typeof scenario>;
