import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { City } from '../../city/city.ts';
import type { Backend, Capabilities, Clock, Exchange } from '../../port/backend.ts';
import type { Notice, Passed } from '../../port/notices.ts';
import type { Order } from '../../port/orders.ts';
import type { Roster } from '../../port/roster.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { acknowledgement, IDEMPOTENCY_HEADER, MOST, orderPage, receipt, type SequencedOrder } from './api.ts';
import type { DispatchClient } from './client.ts';
import { Handles } from './handles.ts';
import { provisioning } from './provision.ts';
import { stepAnswer } from './provision-api.ts';
import { orNull, wireReport } from './wire-report.ts';

/** Days after the scenario's end for which the duty of the crews is told as well. */
const DAYS_BEYOND = 30;

/**
 * A server that speaks the Gridbeat Dispatch API, governing in virtual time by the stepped clock. Patrol visits decide
 * nothing: they are told in large batches, with whatever is told next.
 */
export class HttpBackend implements Backend {
  readonly capabilities: Capabilities;
  private readonly client: DispatchClient;
  private readonly scenario: Scenario;
  private readonly session = randomUUID();
  private readonly handles = new Handles();
  private requests = 0;
  /** Sequence number of the newest order that was taken. */
  private last = 0;
  private wake = Number.NEGATIVE_INFINITY;
  private visits: Omit<Passed, 'type'>[] = [];

  constructor(client: DispatchClient, capabilities: Capabilities, scenario: Scenario) {
    this.client = client;
    this.capabilities = capabilities;
    this.scenario = scenario;
  }

  async start(city: City, roster: Roster, { startDate }: Clock): Promise<void> {
    const { name, horizon } = this.scenario;
    const days = horizon.warmupDays + horizon.days + horizon.drainDays + DAYS_BEYOND;
    const exercise = { id: this.session, scenario: name, startDate };
    for (const request of provisioning(exercise, city, roster, 0, days)) await this.client.send(request, z.unknown());
    await this.call('POST', '/exercise/start', { origin: 0, clock: { type: 'stepped' } }, z.unknown());
    this.last = (await this.call('GET', '/orders?after=0&limit=1', undefined, orderPage)).next;
  }

  async exchange(notices: readonly Notice[], now: number): Promise<Exchange> {
    let told = now >= this.wake;
    for (const notice of notices) {
      if (notice.type === 'passed') {
        const { type: _, ...visit } = notice;
        this.visits.push(visit);
        if (this.visits.length === MOST.visits) await this.tellVisits();
      } else {
        told = true;
        await this.tell(notice);
      }
    }
    if (!told) return { orders: [], wake: this.wake };
    await this.tellVisits();
    const { wake, last } = await this.call('PUT', '/clock', { now }, stepAnswer);
    this.wake = wake ?? Number.POSITIVE_INFINITY;
    return { orders: await this.ordersUpTo(last), wake: this.wake };
  }

  async stop(): Promise<void> {
    await this.client.close();
  }

  private async tell(notice: Exclude<Notice, Passed>): Promise<void> {
    const { handles } = this;
    if (notice.type === 'reported') {
      const body = wireReport(notice);
      handles.add(notice.incident, (await this.call('POST', '/reports', body, acknowledgement)).id);
    } else if (notice.type === 'crew') {
      const { type: _, crew, incident, ...rest } = notice;
      const body = { ...rest, incident: incident < 0 ? null : handles.idOf(incident) };
      await this.call('POST', `/crews/${crew}/status`, body, receipt);
    } else if (notice.type === 'outcome') {
      const { type: _, crew, incident, ...rest } = notice;
      const body = { ...rest, incident: handles.idOf(incident), crew: orNull(crew) };
      await this.call('POST', '/outcomes', body, receipt);
    } else {
      const { at, order, reason } = notice;
      await this.call('POST', '/refusals', { at, order: handles.numberOf(order), reason }, receipt);
    }
  }

  private async tellVisits(): Promise<void> {
    const visits = this.visits.splice(0);
    if (visits.length > 0) await this.call('POST', '/visits', { visits }, receipt);
  }

  private async ordersUpTo(last: number): Promise<Order[]> {
    const taken: SequencedOrder[] = [];
    while (this.last < last) {
      const path = `/orders?after=${this.last}&limit=${MOST.page}`;
      const { orders, next } = await this.call('GET', path, undefined, orderPage);
      taken.push(...orders);
      // A server that promises more than it gives would be asked for ever.
      this.last = next > this.last ? next : last;
    }
    return taken.map((order) => this.handles.received(order));
  }

  private call<S extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: object | undefined,
    answer: S,
  ): Promise<z.output<S>> {
    const headers = method === 'POST' ? { [IDEMPOTENCY_HEADER]: `${this.session}-${this.requests++}` } : undefined;
    return this.client.call({ method, path, headers, body }, answer);
  }
}
