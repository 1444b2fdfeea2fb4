import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BackendError } from '../backend/backend-error.ts';
import { receipt } from '../backend/http/api.ts';
import { DispatchClient } from '../backend/http/client.ts';
import { provisioning } from '../backend/http/provision.ts';
import { capabilities, health } from '../backend/http/provision-api.ts';
import { Transport, type TransportOptions } from '../backend/http/transport.ts';
import { wireReport } from '../backend/http/wire-report.ts';
import { EXERCISE } from '../backend/outside.ts';
import type { City } from '../city/city.ts';
import type { Capabilities } from '../port/backend.ts';
import type { Reported } from '../port/notices.ts';
import type { Roster } from '../port/roster.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Connection } from './connection.ts';
import { dispatchWire } from './dispatch-wire.ts';
import type { OperationBody } from './operation.ts';

/**
 * Milliseconds that calls which are no load (provisioning, the clock) are waited for, however short the patience of the load
 * itself. [A]
 */
const PATIENCE = 30_000;

/**
 * Asks who is there. Throws BackendError where nobody is, or nobody who speaks the Gridbeat Dispatch API, and where it is
 * aborted meanwhile.
 */
export async function connectDispatch(
  url: URL,
  options: TransportOptions,
  scenario: Scenario,
  signal: AbortSignal,
): Promise<Connection> {
  const transport = new Transport(url, options);
  const client = new DispatchClient(transport.origin, transport, Math.max(options.timeout ?? 0, PATIENCE));
  const asking = new DispatchClient(transport.origin, transport, options.timeout ?? PATIENCE);
  const breakOff = () => void transport.close();
  signal.addEventListener('abort', breakOff, { once: true });
  try {
    const { version } = await asking.call({ method: 'GET', path: '/health' }, health);
    const able = await asking.call({ method: 'GET', path: '/capabilities' }, capabilities);
    if (!able.clocks.includes('paced')) throw new BackendError(transport.origin, [{ key: 'load.notPaced' }]);
    return new DispatchConnection(transport, client, scenario, version, able);
  } catch (error) {
    await transport.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', breakOff);
  }
}

class DispatchConnection implements Connection {
  readonly protocol = 'dispatch';
  readonly isKeyed = true;
  readonly wire = dispatchWire;
  readonly name: string;
  readonly version: string;
  readonly transport: Transport;
  readonly capabilities: Capabilities;
  readonly speedChanges: boolean;
  private readonly client: DispatchClient;
  private readonly scenario: Scenario;

  constructor(
    transport: Transport,
    client: DispatchClient,
    scenario: Scenario,
    version: string,
    { verbs, notices, speedChanges }: z.output<typeof capabilities>,
  ) {
    this.transport = transport;
    this.client = client;
    this.scenario = scenario;
    this.name = transport.origin;
    this.version = version;
    this.capabilities = { verbs, notices };
    this.speedChanges = speedChanges;
  }

  reportBody(report: Reported): OperationBody {
    return wireReport(report);
  }

  async provision(
    city: City,
    roster: Roster,
    [from, to]: readonly [number, number],
    signal: AbortSignal,
  ): Promise<void> {
    const exercise = { id: randomUUID(), scenario: this.scenario.name, startDate: this.scenario.horizon.start };
    for (const request of provisioning(exercise, city, roster, from, to)) {
      if (signal.aborted) return;
      await this.client.send(request, z.unknown());
    }
  }

  async startClock(origin: number, speed: number): Promise<void> {
    const body = { origin, clock: { type: 'paced', speed } };
    await this.client.call({ method: 'POST', path: '/exercise/start', body }, z.unknown());
  }

  async changeSpeed(body: { readonly speed: number; readonly now: number }): Promise<void> {
    await this.client.call({ method: 'PUT', path: '/clock/speed', body }, receipt);
  }

  /** The API cannot close an incident from outside, but a new exercise forgets the one before: begins an empty one. */
  async forget(): Promise<boolean> {
    const body = { id: randomUUID(), scenario: EXERCISE, startDate: this.scenario.horizon.start };
    try {
      await this.client.call({ method: 'PUT', path: '/exercise', body }, z.unknown());
      return true;
    } catch (error) {
      if (error instanceof BackendError) return false;
      throw error;
    }
  }

  remarks(): [] {
    return [];
  }
}
