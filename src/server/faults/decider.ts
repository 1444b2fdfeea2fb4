import { HOUR } from '../../kernel/time.ts';
import type { Exchange } from '../../port/backend.ts';
import type { Ground } from '../../port/ground.ts';
import type { Notice } from '../../port/notices.ts';
import type { Order } from '../../port/orders.ts';
import type { Roster } from '../../port/roster.ts';
import { SEVERE, SEVERITIES } from '../../scenario/terms.ts';
import type { Decider } from '../dispatch.ts';
import { Chance } from './chance.ts';
import { CrewSwaps } from './crew-swaps.ts';
import type { FaultRates } from './rates.ts';
import type { Tally } from './tally.ts';

/** So many crews are looked at for one that will do. */
const MOST_TRIES = 2000;

type Assign = Extract<Order, { type: 'assign' }>;

/**
 * A decider whose orders are altered on the way out: it does not know of it. Draws anew from its start, so that doing the
 * journal again gives the same orders.
 */
export class FaultyDecider implements Decider {
  readonly capabilities: Decider['capabilities'];
  private readonly clean: Decider;
  private readonly twice: Chance;
  private readonly busy: Chance;
  private readonly offDuty: Chance;
  private readonly illegalStatus: Chance;
  private readonly swaps = new CrewSwaps();
  /** The incident that each crew is at. */
  private readonly jobs = new Map<number, number>();
  private readonly severe = new Set<number>();
  private roster: Roster | undefined;

  constructor(clean: Decider, rates: FaultRates, seed: string, tally: Tally) {
    this.clean = clean;
    this.capabilities = clean.capabilities;
    this.twice = new Chance('twice', rates, seed, tally);
    this.busy = new Chance('busy', rates, seed, tally);
    this.offDuty = new Chance('offDuty', rates, seed, tally);
    this.illegalStatus = new Chance('illegalStatus', rates, seed, tally);
  }

  start(ground: Ground, roster: Roster, clock: { startDate: string; speed: number }): void {
    this.roster = roster;
    this.clean.start(ground, roster, clock);
  }

  exchange(notices: readonly Notice[], now: number): Exchange {
    for (const notice of notices) this.follow(notice);
    const { orders, ...rest } = this.clean.exchange(
      notices.flatMap((notice) => this.swaps.inward(notice)),
      now,
    );
    return { ...rest, orders: orders.flatMap((order) => this.altered(this.swaps.outward(order), now)) };
  }

  private follow(notice: Notice): void {
    if (notice.type === 'reported' && SEVERITIES.indexOf(notice.severity) >= SEVERE) this.severe.add(notice.incident);
    else if (notice.type === 'refused' && notice.order.type === 'assign') this.jobs.delete(notice.order.crew);
    else if (notice.type === 'crew' && notice.status !== 'accepted' && notice.status !== 'arrived')
      this.jobs.delete(notice.crew);
  }

  private altered(order: Order, now: number): Order[] {
    if (order.type === 'close' || order.type === 'reject' || order.type === 'merge') this.severe.delete(order.incident);
    if (order.type === 'recall') this.jobs.delete(order.crew);
    if (order.type === 'file' && this.illegalStatus.comes())
      return [order, { type: 'close', incident: order.incident }];
    if (order.type !== 'assign') return [order];
    const orders = this.assigned(order, now);
    for (const { crew, incident } of orders) this.jobs.set(crew, incident);
    return orders;
  }

  private assigned(order: Assign, now: number): Assign[] {
    const { crew: meant, incident } = order;
    if (this.swaps.concerns(meant)) return [order];
    if (this.twice.comes()) {
      const crew = this.find(this.twice, (c) => this.isLike(c, meant) && !this.jobs.has(c) && this.works(c, now));
      if (crew === undefined) {
        this.twice.passes();
        return [order];
      }
      this.swaps.add(crew, { meant, incident, besides: true });
      return [order, { ...order, crew }];
    }
    const crew = this.whoIsBusy(incident, now) ?? this.whoRests(now);
    if (crew === undefined) return [order];
    this.swaps.add(crew, { meant, incident, besides: false });
    return [{ ...order, crew }];
  }

  /** Not for a severe incident: that may well call a crew off its job. */
  private whoIsBusy(incident: number, now: number): number | undefined {
    if (this.severe.has(incident) || !this.busy.comes()) return undefined;
    const atWork = [...this.jobs].filter(
      ([crew, job]) => job !== incident && this.works(crew, now) && !this.swaps.concerns(crew),
    );
    if (atWork.length === 0) this.busy.passes();
    return atWork[this.busy.below(atWork.length)]?.[0];
  }

  private whoRests(now: number): number | undefined {
    if (!this.offDuty.comes()) return undefined;
    const crew = this.find(this.offDuty, (c) => !this.jobs.has(c) && this.rests(c, now));
    if (crew === undefined) this.offDuty.passes();
    return crew;
  }

  /** Some crew of that sort, in no swap yet; volunteers come and go as they like, and are none. */
  private find(chance: Chance, fits: (crew: number) => boolean): number | undefined {
    const crews = this.roster?.crews ?? 0;
    const from = chance.below(crews);
    for (let i = 0; i < Math.min(crews, MOST_TRIES); i++) {
      const crew = (from + i) % crews;
      if (this.roster?.role(crew) !== 'volunteer' && !this.swaps.concerns(crew) && fits(crew)) return crew;
    }
    return undefined;
  }

  private isLike(crew: number, other: number): boolean {
    const { roster } = this;
    return crew !== other && roster?.role(crew) === roster?.role(other) && roster?.level(crew) === roster?.level(other);
  }

  /** On duty, and not about to come or go. */
  private works(crew: number, now: number): boolean {
    return [now - HOUR, now, now + HOUR].every((at) => this.roster?.onDuty(crew, at) === true);
  }

  private rests(crew: number, now: number): boolean {
    return [now - HOUR, now, now + HOUR].every((at) => this.roster?.onDuty(crew, at) === false);
  }
}
