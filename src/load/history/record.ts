import { z } from 'zod';
import { ORDER_TYPES } from '../../port/orders.ts';

/**
 * What a load run writes down, one JSON object a line (NDJSON), in the order of `at`. `at` is wall time in milliseconds
 * since the run began, by a clock that never goes back; simulated times are seconds since the scenario's start.
 *
 * An operation is an `invoke` and, later, exactly one of `ok` (answered, and done), `fail` (certainly not done) or
 * `unknown` (it timed out or the connection broke: done or not, now or later). A retry is an operation of its own, with
 * an `op` of its own and the same `key`. `invoke.at` is taken before the request is written, `ok.at` after the answer was
 * read, so that what the server did lies between the two.
 */

const wall = z.number().nonnegative();
const simulated = z.number();
/** Number of the operation, unique in the history. */
const op = z.int().nonnegative();
/** The server's name of an incident. */
const incidentId = z.union([z.int(), z.string().max(200)]);
export type IncidentId = z.infer<typeof incidentId>;

export const OPERATION_NAMES = ['report', 'crew', 'outcome', 'visits', 'refusal', 'read', 'list', 'token'] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

/** What a backend speaks: the Gridbeat Dispatch API, or Open311 GeoReport v2. */
const PROTOCOLS = ['dispatch', 'open311'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** First line of every history. */
const startRecord = z.object({
  t: z.literal('start'),
  version: z.literal(1),
  scenario: z.string(),
  seed: z.string(),
  /** As given on the command line, without user and password. */
  backend: z.string(),
  /** The Dispatch API where it is absent. */
  protocol: z.enum(PROTOCOLS).optional(),
  /** Simulated over wall seconds, until a `speed` record changes it. */
  speed: z.number().positive(),
  /** Simulated time at wall time 0. */
  origin: simulated,
  /** When the run began, ISO 8601. */
  at: z.string(),
});

/**
 * An operation is about to be sent. `body` is what goes over the wire (see `src/backend/http/api.ts`):
 * - report: the report with `reference`, the field's handle of the incident; `key` is required
 * - crew: `{crew, at, status, incident, x, y}` · outcome: `{at, incident, crew, purpose, result, expected}`
 * - visits: the batch, or its length alone · refusal: `{at, order, reason}`, `order` being the sequence number
 * - read: `{id}` · list: `{after, limit}`, `after` null for the beginning
 * - token: `{token}`: Open311 may acknowledge a report by a token that stands for an id to come
 * A report to Open311 is `{reference, service, latitude, longitude, text}`, and so are the incidents that it shows.
 */
const invokeRecord = z.object({
  t: z.literal('invoke'),
  op,
  at: wall,
  /** When it should have been sent, by the schedule. */
  due: wall,
  name: z.enum(OPERATION_NAMES),
  /** The idempotency key; the same for every retry. */
  key: z.string().max(200).optional(),
  /**
   * Whose session: a crew's number, or "desk". A crew's operations follow one another, each sent after the last was
   * answered or given up; those of others may overlap.
   */
  actor: z.union([z.int(), z.string().max(200)]),
  body: z.unknown(),
});

/**
 * Answered with a status from 200 to 299, or 404 to a read (`body` is then null): the server has no such incident. `body`
 * is the answer as it came, at least `{id}` (or `{token}`) to a report, `{id}` or null to a token, an incident to a read, `{incidents, next, more}` to a list; null
 * where it matters to nobody.
 */
const okRecord = z.object({
  t: z.literal('ok'),
  op,
  at: wall,
  status: z.int(),
  body: z.unknown(),
});

/** Certainly not done: refused with a reason (4xx), or never sent. */
const failRecord = z.object({
  t: z.literal('fail'),
  op,
  at: wall,
  status: z.int().optional(),
  why: z.string(),
});

/** Done or not, nobody knows: a timeout, a broken connection, a 5xx. */
const unknownRecord = z.object({
  t: z.literal('unknown'),
  op,
  at: wall,
  status: z.int().optional(),
  why: z.string(),
});

/** One of the port's orders as it came over the wire, incidents by the server's id. */
const wireOrder = z.object({
  type: z.enum(ORDER_TYPES),
  incident: incidentId.optional(),
  into: incidentId.optional(),
  crew: z.int().nonnegative().optional(),
  purpose: z.enum(['verify', 'handle', 'check']).optional(),
});

/** An order came in by the stream (or by polling). */
const orderRecord = z.object({
  t: z.literal('order'),
  at: wall,
  /** Simulated time that the server put on it. */
  simulated,
  /** Simulated time at which the field was told of it. */
  applied: simulated,
  seq: z.int().nonnegative(),
  order: wireOrder,
  /** The field's handle of the incident; null where the order concerns none. */
  reference: z.int().nullable(),
  /**
   * For `assign`: was the crew on duty, by the field's roster and (volunteers) its presence, when the order was applied
   * or when the server says it gave it? False only if at neither, nor within two seconds of wall time (by the run's
   * highest speed so far) of either: the server's clock is not the field's.
   */
  duty: z.boolean().optional(),
});

/** A connection for orders began, ended, or could not be resumed. Between opened and closed orders come in sequence. */
const streamRecord = z.object({
  t: z.literal('stream'),
  at: wall,
  event: z.enum(['opened', 'closed', 'expired']),
});

/**
 * warmup: not measured · load: measured · drain: no more reports are sent, crews go on · settle: what the server holds is
 * read (see `settle.ts`)
 */
const PHASES = ['warmup', 'load', 'drain', 'settle'] as const;
export type Phase = (typeof PHASES)[number];
const phaseRecord = z.object({ t: z.literal('phase'), at: wall, phase: z.enum(PHASES) });

/** Simulated time passes at another speed from here on, in the field and at the backend. */
const speedRecord = z.object({
  t: z.literal('speed'),
  at: wall,
  /** Simulated time at `at`. */
  simulated,
  /** Simulated over wall seconds; 0: it stands still. */
  speed: z.number().nonnegative(),
});

/** Last line of a history that is whole; without it the run broke off, and what is only sure at the end is not judged. */
const endRecord = z.object({
  t: z.literal('end'),
  at: wall,
  /** done: all phases ran to their end · interrupted: somebody stopped it */
  reason: z.enum(['done', 'interrupted']),
});

export const historyRecord = z.discriminatedUnion('t', [
  startRecord,
  invokeRecord,
  okRecord,
  failRecord,
  unknownRecord,
  orderRecord,
  streamRecord,
  phaseRecord,
  speedRecord,
  endRecord,
]);

export type InvokeRecord = z.infer<typeof invokeRecord>;
export type OkRecord = z.infer<typeof okRecord>;
export type FailRecord = z.infer<typeof failRecord>;
export type UnknownRecord = z.infer<typeof unknownRecord>;
export type OrderRecord = z.infer<typeof orderRecord>;
export type StreamRecord = z.infer<typeof streamRecord>;
export type PhaseRecord = z.infer<typeof phaseRecord>;
export type EndRecord = z.infer<typeof endRecord>;
export type HistoryRecord = z.infer<typeof historyRecord>;
export type WireOrder = z.infer<typeof wireOrder>;
