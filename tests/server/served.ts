import { createHash } from 'node:crypto';
import { provisioning } from '../../src/backend/http/provision.ts';
import { type HttpAnswer, type HttpRequest, Transport } from '../../src/backend/http/transport.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { contractScenario } from '../../src/contract/contract.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { FaultRates } from '../../src/server/faults/rates.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';

export const scenario = contractScenario();
export const city = tinyCity({ units: 2, gridsPerCommunity: 2 });
export const { roster } = new Field(scenario, city, 0, SILENT, []);
/** A Monday's ten o'clock. */
export const TEN = 36_000;

interface Options {
  readonly rates?: FaultRates;
  readonly token?: string;
  readonly database?: string;
}

/** A server on a free port, its database in memory. */
export function serve({ rates = {}, token, database = ':memory:' }: Options = {}): Promise<RunningServer> {
  return startServer({
    scenario,
    hash: createHash('sha256').update('contract').digest('hex'),
    policy: 'ownGridFirst',
    version: 'test',
    database,
    host: '127.0.0.1',
    port: 0,
    token,
    faults: { rates, seed: 'faults' },
    onFatal: (error) => {
      throw error;
    },
  });
}

/** A client in an exercise of its own, begun at ten on the stepped clock. */
export class Client {
  readonly transport: Transport;
  private keys = 0;

  constructor(url: string) {
    this.transport = new Transport(url);
  }

  async begin(): Promise<this> {
    const exercise = { id: 'e', scenario: scenario.name, startDate: scenario.horizon.start };
    for (const request of provisioning(exercise, city, roster, 0, 30)) await this.transport.request(request);
    await this.post('/exercise/start', { origin: TEN, clock: { type: 'stepped' } });
    return this;
  }

  get(path: string, headers?: HttpRequest['headers']) {
    return this.send({ method: 'GET', path: `/v1${path}`, headers });
  }

  post(path: string, body: object, key = `k${this.keys++}`) {
    const headers = { 'idempotency-key': key };
    return this.send({ method: 'POST', path: `/v1${path}`, headers, body: JSON.stringify(body) });
  }

  step(now: number) {
    return this.send({ method: 'PUT', path: '/v1/clock', body: JSON.stringify({ now }) });
  }

  /** What was told so far is heard now, and then time passes. */
  async pass(until: number) {
    const { now } = (await this.get('/health')).json;
    await this.step(now);
    return this.step(until);
  }

  /** Reports an incident in a micro-grid; each reference is another one. */
  report(reference: number, key?: string, severity = 'minor') {
    const [kind] = Object.keys(scenario.incidents.kinds);
    const who = { finder: 'resident', finderCrew: null, micro: reference % city.microX.length };
    return this.post(
      '/reports',
      {
        ...{ at: TEN, reference, identity: reference, kind, matter: 'matter', severity, channel: 'urban' },
        ...{ ...who, x: 0, y: 0, level: 'grid', crews: 1, handleBy: 90_000 },
      },
      key,
    );
  }

  async orders(): Promise<{ seq: number; at: number; order: Record<string, unknown> & { type: string } }[]> {
    return (await this.get('/orders?limit=500')).json.orders;
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails where it is not there
  async send(request: HttpRequest): Promise<HttpAnswer & { readonly json: any }> {
    const answer = await this.transport.request(request);
    return { ...answer, json: answer.body === '' ? undefined : JSON.parse(answer.body) };
  }
}
