import { z } from 'zod';
import { atLeast0, identifier, name, positive, share, shares, weights } from './basics.ts';
import { duration } from './duration.ts';
import { CHANNELS, DRIVERS } from './terms.ts';

const limit = z.strictObject({
  hours: positive,
  /** working: office hours on working days only; natural: the wall clock. */
  clock: z.enum(['working', 'natural']),
});
export type Limit = z.infer<typeof limit>;

/** Time limits of a case's stages. It cannot have to be closed before it has to be handled. */
const limits = z
  .strictObject({
    /** From when it waits until a crew must have been found; beyond it the case goes a level up. */
    dispatch: limit.optional(),
    handle: limit,
    close: limit,
  })
  .superRefine((value, ctx) => {
    if (value.handle.clock === value.close.clock && value.close.hours < value.handle.hours) {
      ctx.addIssue({
        code: 'custom',
        path: ['close', 'hours'],
        message: 'scenario.closeBeforeHandle',
        params: { hours: value.handle.hours },
      });
    }
  });

/** One way for a latent incident to end: with this share it does, after this long. */
const wayOut = z.strictObject({ share, afterHours: duration });

export const incidentKind = z.strictObject({
  name,
  /** Class for breakdowns, e.g. appearance, streetOrder, utilities, dispute, care. */
  class: identifier,
  channel: z.enum(CHANNELS),
  object: z.enum(['event', 'component']),
  /** Occurrences a day in the whole city at scale 1, false alarms included. */
  perDay: atLeast0.max(1_000_000),
  driver: z.enum(DRIVERS),
  /** Weights of the units (their ids), in place of what the driver gives them; a unit not named gets none. */
  units: z.record(z.string().min(1), positive).optional(),
  hours: identifier,
  weekdays: identifier,
  /**
   * How far it goes along with the good and bad days and hours of its class (`incidents.dispersion`): 1 wholly, as when
   * absent; 0 not at all, its counts are those of pure chance.
   */
  dispersion: share.optional(),
  /** Shares of minor, ordinary, severe, critical; adding up to 1. */
  severity: shares(4),
  /** Who may settle it: shares over grid, community, township, county, city; adding up to 1. */
  settle: shares(5),
  /** Bureau or department that settles it above the community; teams list the matters they take. */
  matter: identifier,
  /** Minutes on site per site visit; occupies the crew. */
  effortMinutes: duration,
  /** Waiting for parts, permits, hearings between or after site visits; occupies nobody. */
  lag: z.strictObject({ share, hours: duration }),
  /** Site visits needed: shares of one, two, three; adding up to 1. */
  siteVisits: shares(3).optional(),
  /** Crews needed at each severity. */
  crews: z.array(z.int().min(1).max(8)).length(4).optional(),
  limits,
  /** Share of handled cases found unsatisfactory, given a check. */
  rework: share,
  /** Share of handled cases that a crew checks on site. */
  check: share,
  /** Public reports are verified on site before filing. */
  verify: z.boolean(),
  /** Share of occurrences that are nothing: a report, but no incident. */
  falseAlarm: share,
  /** Mean number of further reports of the same incident by residents. */
  duplicates: atLeast0,
  found: z.strictObject({
    resident: wayOut,
    /** Probability that one visit of a patrol finds it. */
    patrol: share,
    liaison: wayOut,
    sensor: wayOut,
    /** Ends by itself, unseen. */
    self: wayOut,
  }),
  /** Hazard of rising one severity while latent, per day. */
  escalationPerDay: atLeast0,
  /** Share of assignments that reach the wrong department and are returned. */
  wrongDepartment: share.optional(),
});
export type IncidentKind = z.infer<typeof incidentKind>;

/** Shares of the day per hour, 24 values, normalised on reading. */
export const hourProfiles = z.record(identifier, weights(24));
/** Factors Monday..Sunday, normalised to mean 1 on reading. */
export const weekdayProfiles = z.record(identifier, weights(7));

/** What `incidents.catalogue` names: a file of kinds and profiles that scenarios share. */
export const catalogue = z.strictObject({
  hourProfiles,
  weekdayProfiles,
  kinds: z.record(identifier, incidentKind),
});

export const surge = z.strictObject({
  name,
  /**
   * Counted from the start of the measured window, so that it stays where it is when the warm-up changes: day 0 hour 0 is
   * local midnight of the first measured day.
   */
  from: z.strictObject({ day: z.int().min(0), hour: atLeast0.max(24) }),
  hours: positive,
  /** Units (their ids, e.g. gaoyou) it falls on; all when absent. */
  units: z.array(z.string().min(1)).min(1).optional(),
  /** Rate factor per kind or per class; a kind's own factor goes before its class's. Overlapping surges multiply. */
  factors: z.record(identifier, atLeast0.max(1000)),
});
export type Surge = z.infer<typeof surge>;
