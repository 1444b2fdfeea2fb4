import type { City } from '../city/city.ts';
import type { Backend, Capabilities, Clock, Exchange, Gauges, Push, Remark } from '../port/backend.ts';
import type { Notice, NoticeName, Reported } from '../port/notices.ts';
import type { Order, OrderType } from '../port/orders.ts';
import type { Roster } from '../port/roster.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Division, divide, helpersScenario, SIGNS } from './division.ts';
import { EmbeddedBackend } from './embedded/embedded.ts';

/**
 * A backend that cannot do every verb, and the embedded one beside it for the rest. The `first` of the two decides what
 * is filed; the other hears of a report only once it is. Each hears of the refusals of its own orders.
 */
class HelpedBackend implements Backend {
  readonly capabilities: Capabilities;
  private readonly outside: Part;
  private readonly helper: Part;
  private readonly first: Part;
  private readonly second: Part;
  private readonly division: Division;
  /** Reports that may have to be told to the second. */
  private readonly reports = new Map<number, Reported>();
  private told: Reported[] = [];
  /** What the second has been told of. */
  private readonly knows = new Set<number>();

  constructor(outside: Backend, helper: EmbeddedBackend, by: string, division: Division) {
    const { helped, outsideFiles } = division;
    const own = outside.capabilities.verbs;
    this.division = division;
    this.outside = new Part(
      outside,
      own.filter((verb) => !helped.includes(verb)),
    );
    this.helper = new Part(helper, helped);
    this.first = outsideFiles ? this.outside : this.helper;
    this.second = outsideFiles ? this.helper : this.outside;
    const signs: readonly OrderType[] = outsideFiles ? ['sign'] : [];
    this.capabilities = {
      verbs: [...new Set([...own, ...helped, ...signs])],
      notices: [...new Set<NoticeName>(['reported', ...outside.capabilities.notices, ...helper.capabilities.notices])],
      help: { by, verbs: helped },
    };
  }

  async start(city: City, roster: Roster, clock: Clock, push: Push): Promise<void> {
    await this.helper.backend.start(city, roster, clock, () => {});
    await this.outside.backend.start(city, roster, clock, (pushed) => {
      const orders = pushed.filter(({ type }) => this.outside.verbs.has(type));
      push(this.first === this.outside ? this.followed(orders) : orders);
    });
  }

  async exchange(notices: readonly Notice[], now: number): Promise<Exchange> {
    for (const notice of notices) if (notice.type === 'reported') this.reports.set(notice.incident, notice);
    const decided = this.followed(
      await this.first.exchange(
        notices.filter((n) => this.first.hears(n)),
        now,
      ),
    );
    const told = this.told.splice(0);
    for (const { incident } of told) this.knows.add(incident);
    const rest = notices.filter((notice) => this.second.hears(notice) && this.concernsSecond(notice));
    const further = await this.second.exchange([...told, ...rest], now);
    this.forgetEnded(further);
    return { orders: [...decided, ...further], wake: Math.min(this.first.wake, this.second.wake) };
  }

  gauges(now: number): Gauges {
    return this.helper.backend.gauges?.(now) ?? {};
  }

  remarks(): readonly Remark[] {
    return this.outside.backend.remarks?.() ?? [];
  }

  async stop(): Promise<void> {
    await this.helper.backend.stop();
    await this.outside.backend.stop();
  }

  /** What comes about at a report that the second has not been told of is none of its business. */
  private concernsSecond(notice: Notice): boolean {
    if (notice.type === 'reported') return false;
    if (notice.type === 'outcome') return this.knows.has(notice.incident);
    return notice.type !== 'crew' || notice.incident < 0 || this.knows.has(notice.incident);
  }

  /** Takes note of what the first has decided: the second is to hear of what is filed, or open again. */
  private followed(orders: readonly Order[]): Order[] {
    const { outsideFiles } = this.division;
    const signs = outsideFiles && !this.outside.verbs.has('sign');
    const followed: Order[] = [];
    for (const order of orders) {
      const isDecision = order.type === 'file' || order.type === 'reject' || order.type === 'merge';
      const report = isDecision || order.type === 'reopen' ? this.reports.get(order.incident) : undefined;
      if (signs && isDecision && report !== undefined)
        followed.push({ type: 'sign', incident: order.incident, level: SIGNS[report.channel] });
      followed.push(order);
      if (report !== undefined && (order.type === 'file' || order.type === 'reopen')) this.told.push(report);
    }
    this.forgetEnded(orders);
    return followed;
  }

  private forgetEnded(orders: readonly Order[]): void {
    for (const order of orders) {
      if (order.type !== 'reject' && order.type !== 'merge' && order.type !== 'close') continue;
      this.reports.delete(order.incident);
      this.knows.delete(order.incident);
    }
  }
}

/** One of the two, with the verbs that count. */
class Part {
  readonly backend: Backend;
  readonly verbs: ReadonlySet<OrderType>;
  wake = Number.NEGATIVE_INFINITY;
  private readonly wanted: ReadonlySet<NoticeName>;

  constructor(backend: Backend, verbs: readonly OrderType[]) {
    this.backend = backend;
    this.verbs = new Set(verbs);
    this.wanted = new Set(backend.capabilities.notices);
  }

  hears(notice: Notice): boolean {
    if (!this.wanted.has(notice.type === 'crew' ? notice.status : notice.type)) return false;
    return notice.type !== 'refused' || this.verbs.has(notice.order.type);
  }

  /** Its orders by the verbs that count; it is not asked when there is nothing to say and it does not want to be. */
  async exchange(notices: readonly Notice[], now: number): Promise<readonly Order[]> {
    if (notices.length === 0 && now < this.wake) return [];
    const { orders, wake } = await this.backend.exchange(notices, now);
    this.wake = wake ?? Number.POSITIVE_INFINITY;
    return orders.filter(({ type }) => this.verbs.has(type));
  }
}

/** The backend itself where it needs no help, else with the scenario's embedded policy beside it. */
export function withHelp(
  backend: Backend,
  scenario: Scenario,
  replication: number,
  shared: readonly OrderType[] = [],
): Backend {
  const division = divide(backend.capabilities.verbs, shared);
  if (division === undefined) return backend;
  const helper = new EmbeddedBackend(helpersScenario(scenario, division), replication);
  return new HelpedBackend(backend, helper, `embedded:${scenario.backend.policy}`, division);
}
