import type { Case } from '../backend/embedded/case.ts';
import { STEP } from '../backend/embedded/centre.ts';
import { Desk, type QueueWatch } from '../backend/embedded/desk.ts';
import type { City } from '../city/city.ts';
import type { Backend, Capabilities, Exchange } from '../port/backend.ts';
import type { Notice, Reported } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import type { Scenario } from '../scenario/schema.ts';
import { SEVERITIES } from '../scenario/terms.ts';

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
  private orders: Order[] = [];

  constructor(scenario: Scenario, replication: number, watch: QueueWatch) {
    this.scenario = scenario;
    this.replication = replication;
    this.watch = watch;
    const [kind] = Object.values(scenario.incidents.kinds);
    if (kind === undefined) throw new RangeError('a counter needs incidents');
    this.kind = kind;
  }

  start(city: City): void {
    this.desk = new Desk(this.scenario, city, this.replication, ({ incident }) => this.done(incident), this.watch);
  }

  exchange(notices: readonly Notice[], now: number): Exchange {
    const { desk } = this;
    if (desk === undefined) throw new Error('the backend was not started');
    this.orders = [];
    desk.advance(now);
    for (const notice of notices) {
      if (notice.type === 'reported') desk.bring(this.caseOf(notice), STEP.sign, 'township', now);
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

  private caseOf({ incident, identity, severity, micro, x, y }: Reported): Case {
    return {
      incident,
      identity,
      kind: this.kind,
      matter: 0,
      finder: 'resident',
      severity: SEVERITIES.indexOf(severity),
      urgent: false,
      micro,
      community: 0,
      township: 0,
      unit: 0,
      x,
      y,
      crews: 1,
      handleBy: 0,
      level: 0,
      power: 0,
      purpose: 'handle',
      filed: false,
      isItself: false,
      sent: 0,
      waitsSince: Number.NaN,
      waitsIn: -1,
      handler: -1,
      attempt: 0,
      verdict: 'none',
    };
  }
}
