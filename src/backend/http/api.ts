import { z } from 'zod';
import type { CrewStatus, Finder, Refusal, Result } from '../../port/notices.ts';
import type { CentreLevel, Order, Purpose } from '../../port/orders.ts';
import { CHANNELS, LEVELS, SEVERITIES } from '../../scenario/terms.ts';

/**
 * The messages of the Gridbeat Dispatch API that pass while an exercise runs. Server and client check with the same
 * schemas, and the OpenAPI description is made of them. Times (`at`, `now`, ...) are simulated seconds since the
 * scenario's start; `x` and `y` are metres, places and crews the numbers they were provisioned with. `null` says that
 * there is none. Messages to the server take no further members; what a server adds to its answers is ignored.
 */

export const BASE = '/v1';
export const TOKEN_VARIABLE = 'GRIDBEAT_TOKEN';

/** The most that may stand in one message. */
export const MOST = {
  body: 1_048_576,
  rows: 2000,
  visits: 1000,
  page: 500,
  text: 500,
  name: 120,
  crewsPerIncident: 64,
} as const;

const FAR = 1e12;
export const seconds = z.number().min(-FAR).max(FAR);
export const metres = z.number().min(-FAR).max(FAR);
export const number = z.int().min(0);
export const name = z.string().min(1).max(MOST.name);
const purpose = z.enum(['verify', 'handle', 'check'] satisfies Purpose[]);
const centre = z.enum(['township', 'county', 'city'] satisfies CentreLevel[]);

/** Of incidents, given by the server; never given twice, also not over exercises. */
export const incidentId = z.int().min(1);

export const report = z.strictObject({
  at: seconds,
  /** What the reporting side calls the incident; orders to it bear it, too. */
  reference: z.int(),
  /** The same for all reports of the same incident. */
  identity: z.int(),
  kind: name,
  /** The department or bureau whose matter it is. */
  matter: name,
  severity: z.enum(SEVERITIES),
  channel: z.enum(CHANNELS),
  finder: z.enum(['resident', 'patrol', 'liaison', 'sensor'] satisfies Finder[]),
  finderCrew: number.nullable(),
  micro: number,
  x: metres,
  y: metres,
  /** Lowest level that has the power to settle it. */
  level: z.enum(LEVELS),
  /** Crews it needs at a time. */
  crews: z.int().min(1).max(MOST.crewsPerIncident),
  /** By when it should be handled if filed now. */
  handleBy: seconds,
  /** What was said; may be empty. */
  text: z.string().max(MOST.text).default(''),
});
export type WireReport = z.output<typeof report>;

export const acknowledgement = z.object({
  id: incidentId,
  reference: z.int(),
  /** When the server took it. */
  now: seconds,
});

const INCIDENT_STATES = ['reported', 'filed', 'handled', 'closed', 'rejected', 'merged'] as const;
export const OVER: readonly IncidentState[] = ['closed', 'rejected', 'merged'];
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** How far a crew is with an order; interrupted: a severe incident called it away, and it will come back. */
const ASSIGNMENT_STATES = ['ordered', 'accepted', 'arrived', 'interrupted'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

const assignment = z.object({
  crew: number,
  purpose,
  state: z.enum(ASSIGNMENT_STATES),
  /** Sequence number of the order. */
  order: number,
});

/** A report as the server keeps it: all its fields, and what has become of it. */
export const incident = z.object({
  id: incidentId,
  ...report.shape,
  state: z.enum(INCIDENT_STATES),
  /** The incident it was merged into. */
  into: incidentId.nullable(),
  /** When the server took the report. */
  acceptedAt: seconds,
  signedAt: seconds.nullable(),
  filedAt: seconds.nullable(),
  handledAt: seconds.nullable(),
  endedAt: seconds.nullable(),
  /** The crews that are sent and not finished. */
  assigned: z.array(assignment),
  /** Rises with every change of any incident: the cursor of the list. */
  revision: number,
});
export type WireIncident = z.output<typeof incident>;

export const incidentPage = z.object({
  incidents: z.array(incident),
  /** The cursor for what changes from now on, or for the next page. */
  next: number,
  more: z.boolean(),
});

const CREW_STATUSES = [
  'available',
  'accepted',
  'declined',
  'arrived',
  'finished',
  'offDuty',
] as const satisfies CrewStatus[];

export const crewStatus = z.strictObject({
  at: seconds,
  status: z.enum(CREW_STATUSES),
  /** The incident it concerns; null for available, mostly for offDuty. */
  incident: incidentId.nullable(),
  x: metres,
  y: metres,
});

const RESULTS = ['confirmed', 'notFound', 'handled', 'lagging', 'visitDue', 'passed', 'failed'] as const;
export const outcome = z.strictObject({
  at: seconds,
  incident: incidentId,
  /** Null when time and not a crew brought it about. */
  crew: number.nullable(),
  purpose,
  result: z.enum(RESULTS satisfies readonly Result[]),
  /** For lagging: when the lag is expected to be over, else `at`. */
  expected: seconds,
});

export const visits = z.strictObject({
  visits: z
    .array(z.strictObject({ at: seconds, crew: number, micro: number }))
    .min(1)
    .max(MOST.visits),
});

const REFUSALS = [
  'unknownIncident',
  'unknownCrew',
  'incidentState',
  'crewTaken',
  'crewGone',
  'notAuthorised',
  'unknownPool',
] as const;
export const refusal = z.strictObject({
  at: seconds,
  /** Sequence number of the order that no longer fits. */
  order: z.int().min(1),
  reason: z.enum(REFUSALS satisfies readonly Refusal[]),
});

/** What is told has been taken; `now`: when. */
export const receipt = z.object({ now: seconds });

const reason = z.string().max(MOST.text);
const toIncident = { incident: incidentId };
/** The port's orders, with the server's ids. */
export const order = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sign'), ...toIncident, level: centre }),
  z.object({ type: z.literal('file'), ...toIncident }),
  z.object({ type: z.literal('reject'), ...toIncident, reason }),
  z.object({ type: z.literal('merge'), ...toIncident, into: incidentId }),
  z.object({ type: z.literal('assign'), ...toIncident, crew: number, purpose }),
  z.object({ type: z.literal('transfer'), ...toIncident, to: centre }),
  z.object({ type: z.literal('extend'), ...toIncident, reason }),
  z.object({ type: z.literal('suspend'), ...toIncident }),
  z.object({ type: z.literal('callUp'), township: number, number }),
  z.object({ type: z.literal('recall'), crew: number }),
  z.object({ type: z.literal('reopen'), ...toIncident }),
  z.object({ type: z.literal('close'), ...toIncident }),
]) satisfies z.ZodType<Order>;

export const sequencedOrder = z.object({
  /** From 1, without gaps within an exercise, rising over exercises. */
  seq: z.int().min(1),
  at: seconds,
  order,
  /** The reporting side's name of the incident; null for orders that concern none. */
  reference: z.int().nullable(),
});
export type SequencedOrder = z.output<typeof sequencedOrder>;

export const orderPage = z.object({
  orders: z.array(sequencedOrder),
  /** The cursor to go on from. */
  next: number,
  more: z.boolean(),
});

/** Query of a list. */
export const listQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(MOST.page).default(100),
});

/** Visible ASCII. */
export const idempotencyKey = z.string().regex(/^[!-~]{1,128}$/);
export const IDEMPOTENCY_HEADER = 'idempotency-key';
