import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { BackendError } from '../backend/backend-error.ts';
import { BASE } from '../backend/http/api.ts';
import { provisioning } from '../backend/http/provision.ts';
import { capabilities, health, type start } from '../backend/http/provision-api.ts';
import { type HttpAnswer, type HttpRequest, Transport, type TransportOptions } from '../backend/http/transport.ts';
import { TransportError } from '../backend/http/transport-error.ts';
import type { City } from '../city/city.ts';
import type { Message, MessageKey } from '../locales/index.ts';
import type { Capabilities } from '../port/backend.ts';
import type { Roster } from '../port/roster.ts';
import type { Scenario } from '../scenario/schema.ts';
import { readJson } from './dispatch-wire.ts';

const UNAUTHORISED = [401, 403];

/** A backend that speaks the Gridbeat Dispatch API, before and while an exercise runs. */
export interface Connection {
  readonly transport: Transport;
  readonly capabilities: Capabilities;
  readonly version: string;
}

/** Asks who is there. Throws BackendError where nobody is, or nobody who speaks this API. */
export async function connect(url: URL, options: TransportOptions): Promise<Connection> {
  const transport = new Transport(url, options);
  try {
    const { version } = await ask(transport, { method: 'GET', path: `${BASE}/health` }, health);
    const able = await ask(transport, { method: 'GET', path: `${BASE}/capabilities` }, capabilities);
    if (!able.clocks.includes('paced')) throw new BackendError(transport.origin, [{ key: 'load.notPaced' }]);
    return { transport, version, capabilities: { verbs: able.verbs, notices: able.notices } };
  } catch (error) {
    await transport.close();
    throw error;
  }
}

/** Tells the backend of the city and its crews, with their duty on the days `from` to `to`. */
export async function provision(
  { transport }: Connection,
  scenario: Scenario,
  city: City,
  roster: Roster,
  [from, to]: readonly [number, number],
  signal: AbortSignal,
): Promise<void> {
  const exercise = { id: randomUUID(), scenario: scenario.name, startDate: scenario.horizon.start };
  for (const request of provisioning(exercise, city, roster, from, to)) {
    if (signal.aborted) return;
    await succeed(transport, request);
  }
}

/** From its answer on the backend's clock runs. */
export async function startClock({ transport }: Connection, body: z.input<typeof start>): Promise<void> {
  await succeed(transport, { method: 'POST', path: `${BASE}/exercise/start`, body: JSON.stringify(body) });
}

async function ask<T>(transport: Transport, request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
  const read = readJson(await succeed(transport, request), schema);
  if (read === undefined) throw new BackendError(transport.origin, [notUnderstood(request)]);
  return read.body;
}

async function succeed(transport: Transport, request: HttpRequest): Promise<HttpAnswer> {
  let answer: HttpAnswer;
  try {
    answer = await transport.request(request);
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const key: MessageKey =
      error.kind === 'notHttp' || error.kind === 'tooLarge' ? 'load.notUnderstood' : 'load.unreachable';
    throw new BackendError(transport.origin, [{ key, values: { path: request.path, why: error.kind } }]);
  }
  const { status } = answer;
  if (status >= 200 && status <= 299) return answer;
  const message: Message<MessageKey> = UNAUTHORISED.includes(status)
    ? { key: 'load.unauthorised', values: { status } }
    : { key: 'load.status', values: { path: request.path, status } };
  throw new BackendError(transport.origin, [message]);
}

function notUnderstood({ path }: HttpRequest): Message<MessageKey> {
  return { key: 'load.notUnderstood', values: { path, why: 'answer' } };
}
