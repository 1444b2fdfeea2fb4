import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { City } from '../../city/city.ts';
import type { MessageKey } from '../../locales/index.ts';
import type { Backend, Capabilities, Exchange, Remark } from '../../port/backend.ts';
import type { Notice } from '../../port/notices.ts';
import type { Order } from '../../port/orders.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { BackendError } from '../backend-error.ts';
import { SIGNS } from '../division.ts';
import { CreatedIds, type Permission, WriteBudget } from '../outside.ts';
import type { Created } from './client.ts';
import type { Connection } from './connect.ts';
import { type Filing, Filings } from './filings.ts';
import { NoAnswer } from './http.ts';
import type { Attribute } from './items.ts';
import { Watch } from './watch.ts';
import { requestOf, serviceFor } from './wording.ts';

/** Tries until a request that was taken counts as filed though it cannot be seen, and until a report is given up. */
const MOST_TRIES = 6;
/** Milliseconds of real time without any answer after which the server is gone. */
const LONGEST_SILENCE = 10_000;
/** Milliseconds of real time before something is tried again: simulated time may stand still meanwhile. */
const PAUSE = 100;

type Seen = Extract<MessageKey, `open311.seen.${string}`>;

/**
 * A city's Open311 server as backend, as far as it can be one. A report is posted as a service request: the answer with
 * an id (or a token) signs it, reading it back as open files it, a refusal or a closed request rejects it. A request that
 * the server closes after a crew has handled the case closes that. Open311 knows nothing of crews: see `HelpedBackend`.
 */
export class Open311Backend implements Backend {
  readonly capabilities: Capabilities = {
    verbs: ['sign', 'file', 'reject', 'close'],
    notices: ['reported', 'outcome'],
  };
  private readonly name: string;
  private readonly scenario: Scenario;
  private readonly connection: Connection;
  private readonly budget: WriteBudget;
  private readonly created: CreatedIds;
  private readonly run = randomUUID().slice(0, 8);
  private readonly filings = new Filings();
  private readonly watch = new Watch();
  private readonly attributes = new Map<string, Promise<Attribute[]>>();
  private readonly counts = new Map<Seen, number>();
  private readonly unnamed = new Set<string>();
  private city: City | undefined;
  private silentSince: number | undefined;

  constructor(name: string, scenario: Scenario, connection: Connection, permission: Permission) {
    this.name = name;
    this.scenario = scenario;
    this.connection = connection;
    this.budget = new WriteBudget(connection.client.address.base, permission);
    this.created = new CreatedIds(permission.createdFile);
  }

  start(city: City): void {
    this.city = city;
  }

  async exchange(notices: readonly Notice[], now: number): Promise<Exchange> {
    const orders: Order[] = [];
    for (const notice of notices) {
      if (notice.type === 'reported') this.filings.add(notice, now);
      else if (notice.type === 'outcome' && this.watch.heard(notice))
        orders.push({ type: 'close', incident: notice.incident });
    }
    await this.pauseBeforeRetries(now);
    await Promise.all(this.filings.due(now, 'toPost').map((filing) => this.post(filing, now, orders)));
    await Promise.all(this.filings.due(now, 'token').map((filing) => this.lookUp(filing, now, orders)));
    await this.readBack(now, orders);
    await this.look(now, orders);
    return { orders, wake: Math.min(this.filings.wake, this.watch.wake) };
  }

  remarks(): Remark[] {
    const counts = [...this.counts];
    if (this.watch.closedEarly > 0) counts.push(['open311.seen.closedEarly', this.watch.closedEarly]);
    if (this.unnamed.size > 0) counts.push(['open311.seen.unnamedKinds', this.unnamed.size]);
    const seen = counts.map(([key, times]) => {
      const code = key.slice('open311.seen.'.length);
      return {
        code,
        times,
        message: { key, values: { times, total: Object.keys(this.scenario.incidents.kinds).length } },
      };
    });
    return [...this.connection.client.seen.remarks(), ...seen];
  }

  stop(): Promise<void> {
    this.created.close();
    return this.connection.http.close();
  }

  private async pauseBeforeRetries(now: number): Promise<void> {
    const states = ['toPost', 'token', 'posted'] as const;
    const tries = states.flatMap((state) => this.filings.due(now, state)).map((filing) => filing.tries);
    const most = Math.min(MOST_TRIES, Math.max(0, ...tries));
    if (most > 0) await wait(PAUSE * most);
  }

  private async post(filing: Filing, now: number, orders: Order[]): Promise<void> {
    const { report } = filing;
    const { client, services } = this.connection;
    if (this.city === undefined) throw new Error('the backend was not started');
    const { service, byName } = serviceFor(report.kind, this.scenario, services);
    if (!byName) this.unnamed.add(report.kind);
    const attributes = await this.attributesOf(service.code);
    if (!(await this.budget.take())) throw new BackendError(this.name, [{ key: 'outside.budget' }], false);
    const request = requestOf(report, this.city, service, attributes, this.run, filing.posts++);
    const created = await this.ask(() => client.create(request));
    if (created !== undefined) this.settle(filing, created, now, orders);
    else this.filings.later(filing, now);
  }

  private settle(filing: Filing, created: Created, now: number, orders: Order[]): void {
    const { incident, channel } = filing.report;
    switch (created.kind) {
      case 'id':
      case 'token':
        orders.push({ type: 'sign', incident, level: SIGNS[channel] });
        if (created.kind === 'id') filing.id = created.id;
        else filing.token = created.token;
        this.created.add(created.kind === 'id' ? { id: created.id } : { token: created.token });
        this.filings.advance(filing, created.kind === 'id' ? 'posted' : 'token', now);
        return;
      case 'duplicate':
        if (filing.posts < 2) {
          this.filings.later(filing, now);
          return;
        }
        orders.push({ type: 'sign', incident, level: SIGNS[channel] });
        this.file(filing, orders);
        return;
      case 'refused':
        this.reject(filing, created.why || `HTTP ${created.status}`, orders);
        return;
      case 'failed':
        this.postLater(filing, now, orders);
    }
  }

  private postLater(filing: Filing, now: number, orders: Order[]): void {
    if (filing.tries + 1 >= MOST_TRIES) this.reject(filing, 'the server could not take it', orders);
    else this.filings.later(filing, now);
  }

  /** From a token to an id. */
  private async lookUp(filing: Filing, now: number, orders: Order[]): Promise<void> {
    const id = await this.ask(() => this.connection.client.idOf(filing.token));
    if (id !== undefined) {
      filing.id = id;
      this.created.add({ token: filing.token, id });
      this.filings.advance(filing, 'posted', now);
      return;
    }
    this.connection.client.seen.note('lateToken', String(filing.tries + 1));
    this.seeLater(filing, now, orders);
  }

  private async readBack(now: number, orders: Order[]): Promise<void> {
    const filings = this.filings.due(now, 'posted');
    if (filings.length === 0) return;
    const found = await this.ask(() => this.connection.client.read(filings.map(({ id }) => id)));
    for (const filing of filings) {
      const request = found?.get(filing.id);
      if (request === undefined) this.seeLater(filing, now, orders);
      else if (request.status === 'closed') this.reject(filing, request.statusNotes || 'closed by the server', orders);
      else {
        this.file(filing, orders);
        this.watch.add(filing.report.incident, filing.id, now);
      }
    }
  }

  /** Looks at what became of the requests that are open. */
  private async look(now: number, orders: Order[]): Promise<void> {
    const ids = this.watch.due(now);
    if (ids.length === 0) return;
    const found = await this.ask(() => this.connection.client.read(ids));
    for (const incident of this.watch.read(found ?? new Map())) orders.push({ type: 'close', incident });
  }

  /** The server has taken it, and it cannot be seen yet. */
  private seeLater(filing: Filing, now: number, orders: Order[]): void {
    if (filing.tries + 1 < MOST_TRIES) {
      this.filings.later(filing, now);
      return;
    }
    this.count('open311.seen.neverVisible');
    this.file(filing, orders);
  }

  private file(filing: Filing, orders: Order[]): void {
    orders.push({ type: 'file', incident: filing.report.incident });
    this.filings.done(filing);
  }

  private reject(filing: Filing, reason: string, orders: Order[]): void {
    const { incident, channel } = filing.report;
    if (filing.state === 'toPost') orders.push({ type: 'sign', incident, level: SIGNS[channel] });
    orders.push({ type: 'reject', incident, reason });
    this.count('open311.seen.rejected');
    this.filings.done(filing);
  }

  private attributesOf(code: string): Promise<Attribute[]> {
    const known = this.attributes.get(code);
    if (known !== undefined) return known;
    const { client, services } = this.connection;
    const service = services.find((candidate) => candidate.code === code);
    const asked = service === undefined ? Promise.resolve([]) : this.ask(() => client.attributes(service));
    const attributes = asked.then((list) => {
      // It is asked again, with the next report, where there was no answer this time.
      if (list === undefined) this.attributes.delete(code);
      return list ?? [];
    });
    this.attributes.set(code, attributes);
    return attributes;
  }

  private count(key: Seen): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Undefined where there was no answer this time. Throws BackendError once the server is gone. */
  private async ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await question();
      this.silentSince = undefined;
      return answer;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.silentSince ??= performance.now();
      if (!error.passing || performance.now() - this.silentSince > LONGEST_SILENCE) {
        throw new BackendError(this.name, [{ key: 'outside.gone' }, error.why], false);
      }
      return undefined;
    }
  }
}
