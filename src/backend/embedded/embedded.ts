import { DAY, HOUR, WEEK } from '../../kernel/time.ts';
import type { Backend, Capabilities, Clock, Exchange, Gauges } from '../../port/backend.ts';
import type { Ground } from '../../port/ground.ts';
import type { Notice } from '../../port/notices.ts';
import { ORDER_TYPES } from '../../port/orders.ts';
import type { Roster } from '../../port/roster.ts';
import { weekdayOf } from '../../scenario/calendar.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { QueueWatch } from './desk.ts';
import { Office } from './office.ts';
import { policies } from './policies/index.ts';

export type PolicyName = keyof typeof policies;

/**
 * Three levels of simulated command centres and a dispatch policy. Reports queue by severity, then time; operators sign,
 * file (or have a report verified), route by who may settle it, order crews, judge the feedback and close.
 */
export class EmbeddedBackend implements Backend {
  readonly capabilities: Capabilities = {
    verbs: ORDER_TYPES,
    notices: ['reported', 'outcome', 'refused', 'declined', 'finished', 'available', 'offDuty'],
  };
  private readonly scenario: Scenario;
  private readonly replication: number;
  private readonly policy: PolicyName;
  private readonly watch: QueueWatch | undefined;
  private office: Office | undefined;
  private dutyStarts: readonly number[] = [];
  /** Seconds from Monday's midnight to the scenario's start. */
  private shift = 0;
  private nextDuty = 0;
  /** Every hour [A] it is looked at what has waited beyond its limit. */
  private nextReview = 0;

  /** `watch` hears of every wait for an operator. */
  constructor(
    scenario: Scenario,
    replication: number,
    policy: PolicyName = scenario.backend.policy,
    watch?: QueueWatch,
  ) {
    this.scenario = scenario;
    this.replication = replication;
    this.policy = policy;
    this.watch = watch;
  }

  start(city: Ground, roster: Roster, clock: Clock): void {
    this.office = new Office(
      this.scenario,
      city,
      roster,
      policies[this.policy],
      this.replication,
      clock.startDate,
      this.watch,
    );
    this.dutyStarts = roster.dutyStarts;
    this.shift = (weekdayOf(clock.startDate, 0) - 1) * DAY;
    this.nextDuty = this.dutyAfter(0);
  }

  exchange(notices: readonly Notice[], now: number): Exchange {
    const office = this.running();
    office.advance(now);
    office.hear(notices, now);
    office.advance(now);
    if (now >= this.nextDuty) {
      office.crewsComeOn(now);
      this.nextDuty = this.dutyAfter(now);
    }
    if (now >= this.nextReview) {
      office.review(now);
      this.nextReview = (Math.floor(now / HOUR) + 1) * HOUR;
    }
    return { orders: office.takeOrders(), wake: Math.min(office.wake, this.nextDuty, this.nextReview) };
  }

  gauges(now: number): Gauges {
    return this.running().gauges(now);
  }

  stop(): void {
    this.office = undefined;
  }

  private running(): Office {
    if (this.office === undefined) throw new Error('the backend was not started, or was stopped');
    return this.office;
  }

  /** The next time after `now` at which some crews come on duty. */
  private dutyAfter(now: number): number {
    const { dutyStarts, shift } = this;
    if (dutyStarts.length === 0) return Number.POSITIVE_INFINITY;
    const inWeek = (now + shift) % WEEK;
    const next = dutyStarts.find((start) => start > inWeek) ?? dutyStarts[0] + WEEK;
    return now + next - inWeek;
  }
}
