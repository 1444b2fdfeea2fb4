import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import * as api from '../backend/http/api.ts';
import * as provision from '../backend/http/provision-api.ts';
import { NOTICE_NAMES } from '../port/notices.ts';
import type { Command } from './command.ts';
import type { Dispatch } from './dispatch.ts';
import type { Path } from './path.ts';
import { ProblemError } from './problem-error.ts';
import type { Streams } from './streams.ts';
import { wallClock } from './turns.ts';

const MOST_ERRORS = 20;

/** What came, as its schema has it. Throws a ProblemError with everything that does not fit. */
function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues
    .slice(0, MOST_ERRORS)
    .map(({ path, message }) => ({ path: path.join('.').slice(0, 200), message: message.slice(0, 200) }));
  throw new ProblemError('badRequest', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), { errors });
}

function keyOf(request: FastifyRequest): string {
  const key = api.idempotencyKey.safeParse(request.headers[api.IDEMPOTENCY_HEADER]);
  if (!key.success) throw new ProblemError('badRequest', 'Idempotency-Key: 1 to 128 visible ASCII characters');
  return key.data;
}

/** Where a stream is to go on; undefined where the client does not say. */
function lastEventOf({ headers }: FastifyRequest): number | undefined {
  const text = headers['last-event-id'];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,15}$/.test(String(text))) throw new ProblemError('badRequest', 'Last-Event-ID: the id of an order');
  return Number(text);
}

const numbered = (name: string) => z.object({ [name]: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });

/** The calls of the Dispatch API. */
export function addRoutes(server: FastifyInstance, dispatch: Dispatch, path: Path, streams: Streams, version: string) {
  const submit = async (reply: FastifyReply, command: Command) => {
    const { status, body } = await path.submit(command);
    return reply.code(status).send(body);
  };
  const at = (call: string) => `${api.BASE}${call}`;

  server.get(at('/health'), async () => ({
    status: 'ok',
    version,
    exercise: dispatch.state,
    now: dispatch.state === 'running' ? path.now : null,
  }));
  server.get(at('/capabilities'), async () => ({
    verbs: dispatch.verbs,
    notices: NOTICE_NAMES,
    clocks: provision.CLOCKS,
    speedChanges: true,
  }));
  server.put(at('/exercise'), (request, reply) =>
    submit(reply, { name: 'exercise', body: checked(provision.exercise, request.body) }),
  );
  server.post(at('/exercise/places'), (request, reply) =>
    submit(reply, { name: 'places', body: checked(provision.placePage, request.body) }),
  );
  server.post(at('/exercise/crews'), (request, reply) =>
    submit(reply, { name: 'crews', body: checked(provision.crewPage, request.body) }),
  );
  server.post(at('/exercise/start'), (request, reply) =>
    submit(reply, { name: 'start', body: { ...checked(provision.start, request.body), startedAt: wallClock() } }),
  );
  server.put(at('/clock'), (request, reply) =>
    submit(reply, { name: 'step', body: checked(provision.step, request.body) }),
  );
  server.put(at('/clock/speed'), (request, reply) =>
    submit(reply, { name: 'speed', body: { ...checked(provision.speedChange, request.body), changedAt: wallClock() } }),
  );
  server.post(at('/reports'), (request, reply) =>
    submit(reply, { name: 'report', key: keyOf(request), body: checked(api.report, request.body) }),
  );
  server.get(at('/incidents/:id'), async (request) => path.incident(checked(numbered('id'), request.params).id));
  server.get(at('/incidents'), async (request) => {
    const { after = 0, limit } = checked(api.listQuery, request.query);
    return dispatch.books.incidentsAfter(after, limit);
  });
  server.post(at('/crews/:crew/status'), (request, reply) =>
    submit(reply, {
      name: 'status',
      key: keyOf(request),
      crew: checked(numbered('crew'), request.params).crew,
      body: checked(api.crewStatus, request.body),
    }),
  );
  server.post(at('/outcomes'), (request, reply) =>
    submit(reply, { name: 'outcome', key: keyOf(request), body: checked(api.outcome, request.body) }),
  );
  server.post(at('/visits'), (request, reply) =>
    submit(reply, { name: 'visits', body: checked(api.visits, request.body) }),
  );
  server.post(at('/refusals'), (request, reply) =>
    submit(reply, { name: 'refusal', key: keyOf(request), body: checked(api.refusal, request.body) }),
  );
  server.get(at('/orders'), (request, reply) => {
    const { after: asked = 0, limit } = checked(api.listQuery, request.query);
    const isStream = String(request.headers.accept).includes('text/event-stream');
    const after = (isStream ? lastEventOf(request) : undefined) ?? asked;
    const { books } = dispatch;
    if (!isStream) {
      const orders = books.ordersAfter(after, limit);
      const next = orders.at(-1)?.seq ?? Math.max(after, books.lastOrder);
      return reply.send({ orders, next, more: next < books.lastOrder });
    }
    if (streams.isFull) throw new ProblemError('busy', 'too many streams');
    const missed = books.ordersAfter(after, Number.MAX_SAFE_INTEGER);
    reply.hijack();
    streams.add(reply.raw, missed);
    return reply;
  });
}
