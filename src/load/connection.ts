import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BackendError } from '../backend/backend-error.ts';
import { receipt } from '../backend/http/api.ts';
import { DispatchClient } from '../backend/http/client.ts';
import { provisioning } from '../backend/http/provision.ts';
import { capabilities, health, type speedChange, type start } from '../backend/http/provision-api.ts';
import { Transport, type TransportOptions } from '../backend/http/transport.ts';
import type { City } from '../city/city.ts';
import type { Capabilities } from '../port/backend.ts';
import type { Roster } from '../port/roster.ts';
import type { Scenario } from '../scenario/schema.ts';

/**
 * Milliseconds that calls which are no load (provisioning, the clock) are waited for, however short the patience of the load
 * itself. [A]
 */
const PATIENCE = 30_000;

/** A backend that speaks the Gridbeat Dispatch API, before and while an exercise runs. */
export interface Connection {
  readonly transport: Transport;
  readonly client: DispatchClient;
  readonly capabilities: Capabilities;
  readonly version: string;
  /** Whether its clock can be given another speed while it runs. */
  readonly speedChanges: boolean;
}

/** Asks who is there. Throws BackendError where nobody is, or nobody who speaks this API. */
export async function connect(url: URL, options: TransportOptions): Promise<Connection> {
  const transport = new Transport(url, options);
  const client = new DispatchClient(transport.origin, transport, Math.max(options.timeout ?? 0, PATIENCE));
  try {
    const { version } = await client.call({ method: 'GET', path: '/health' }, health);
    const able = await client.call({ method: 'GET', path: '/capabilities' }, capabilities);
    if (!able.clocks.includes('paced')) throw new BackendError(transport.origin, [{ key: 'load.notPaced' }]);
    const { verbs, notices, speedChanges } = able;
    return { transport, client, version, speedChanges, capabilities: { verbs, notices } };
  } catch (error) {
    await transport.close();
    throw error;
  }
}

/** Tells the backend of the city and its crews, with their duty on the days `from` to `to`. */
export async function provision(
  { client }: Connection,
  scenario: Scenario,
  city: City,
  roster: Roster,
  [from, to]: readonly [number, number],
  signal: AbortSignal,
): Promise<void> {
  const exercise = { id: randomUUID(), scenario: scenario.name, startDate: scenario.horizon.start };
  for (const request of provisioning(exercise, city, roster, from, to)) {
    if (signal.aborted) return;
    await client.send(request, z.unknown());
  }
}

/** From its answer on the backend's clock runs. */
export async function startClock({ client }: Connection, body: z.input<typeof start>): Promise<void> {
  await client.call({ method: 'POST', path: '/exercise/start', body }, z.unknown());
}

/** From its answer on the backend's clock goes at another speed. Throws BackendError where it does not say so. */
export async function changeSpeed({ client }: Connection, body: z.input<typeof speedChange>): Promise<void> {
  await client.call({ method: 'PUT', path: '/clock/speed', body }, receipt);
}
