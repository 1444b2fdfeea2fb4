import { askedOf, type Case, newCase } from '../backend/embedded/case.ts';
import { STEP } from '../backend/embedded/centre.ts';
import { Desk, type QueueWatch } from '../backend/embedded/desk.ts';
import type { City } from '../city/city.ts';
import type { Backend, Capabilities, Exchange } from '../port/backend.ts';
import type { Notice } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import type { Scenario } from '../scenario/schema.ts';

/**
 * The embedded backend's operators at one township's centre, and nothing after them: an operator signs for a report, and
 * with that it is done. A report's wait for an operator is the wait of a textbook queue.
 */
export class Counter implements Backend {
  readonly capabilities: Capabilities = { verbs: ['sign', 'reject'], notices: ['reported'] };
  private readonly scenario: Scenario;
  private readonly replication: number;
  private readonly watch: QueueWatch;
  private readonly kind: Case['kind'];
  private desk: Desk | undefined;
  private city: City | undefined;
  private orders: Order[] = [];

  constructor(scenario: Scenario, replication: number, watch: QueueWatch) {
    this.scenario = scenario;
    this.replication = replication;
    this.watch = watch;
    const [kind] = Object.values(scenario.incidents.kinds);
    if (kind === undefined) throw new RangeError('a counter needs incidents');
    this.kind = askedOf(kind);
  }

  start(city: City): void {
    this.city = city;
    this.desk = new Desk(this.scenario, city, this.replication, ({ incident }) => this.done(incident), this.watch);
  }

  exchange(notices: readonly Notice[], now: number): Exchange {
    const { desk, city } = this;
    if (desk === undefined || city === undefined) throw new Error('the backend was not started');
    this.orders = [];
    desk.advance(now);
    for (const notice of notices) {
      if (notice.type === 'reported') desk.bring(newCase(notice, this.kind, 0, 0, city), STEP.sign, 'township', now);
    }
    desk.advance(now);
    return { orders: this.orders, wake: desk.wake };
  }

  stop(): void {
    this.desk = undefined;
  }

  private done(incident: number): undefined {
    this.orders.push({ type: 'sign', incident, level: 'township' }, { type: 'reject', incident, reason: 'served' });
  }
}
