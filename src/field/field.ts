import type { City } from '../city/city.ts';
import type { ColumnState } from '../kernel/columns.ts';
import { Hasher } from '../kernel/hash.ts';
import type { QueueState } from '../kernel/queue-state.ts';
import type { RowState } from '../kernel/rows.ts';
import type { SlotPoolState } from '../kernel/slots.ts';
import { DAY } from '../kernel/time.ts';
import type { Notice, NoticeName } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import type { Roster } from '../port/roster.ts';
import type { Scenario } from '../scenario/schema.ts';
import { buildWorld } from './build.ts';
import { EVENT, payload } from './events.ts';
import { handleEvent } from './handlers.ts';
import type { Observer } from './observer.ts';
import { applyOrder } from './orders.ts';
import { visitsNotEntered } from './patrol/stretch.ts';
import { turns } from './staffing/turn.ts';
import { COUNT, COUNTS, type World } from './world.ts';

/** All that changes in a field, copied; structured-cloneable. */
export interface FieldState {
  readonly now: number;
  readonly queue: QueueState;
  readonly incidents: RowState;
  readonly incidentSlots: SlotPoolState;
  readonly crews: ColumnState;
  readonly rounds: ColumnState;
  readonly walks: Float64Array;
  readonly walkers: Int32Array;
  readonly sights: Int32Array;
  readonly tasks: ColumnState;
  readonly taskSlots: SlotPoolState;
  readonly latent: Int32Array;
  readonly counts: Float64Array;
  readonly turning: readonly number[];
  readonly notices: readonly Notice[];
}

/**
 * The simulated city at work. Synchronous: it knows no promise and no wall clock. The same scenario, city, replication
 * and orders give the same bytes, however time is sliced.
 */
export class Field {
  readonly world: World;
  now = 0;
  private taken: Notice[] = [];

  /** `firstDay`: day of the scenario at whose midnight it begins, with nothing left over from earlier days. */
  constructor(
    scenario: Scenario,
    city: City,
    replication: number,
    observer: Observer,
    wanted: readonly NoticeName[],
    firstDay = 0,
  ) {
    this.world = buildWorld(scenario, city, replication, observer, wanted);
    this.observe(observer);
    this.now = firstDay * DAY;
    this.world.queue.push(this.now, payload(EVENT.dayBegins, 0));
    this.world.queue.push(this.now, payload(EVENT.sample, 0));
  }

  get roster(): Roster {
    return this.world.roster;
  }

  /** Whoever watches from now on. */
  observe(observer: Observer): void {
    this.world.observer = observer;
    this.world.visitByVisit = this.world.tells.passed || observer.visitByVisit === true;
  }

  /** Lets time pass up to `until` (seconds), or to the first event that gives the backend something to hear. */
  advance(until: number): void {
    const w = this.world;
    const { queue } = w;
    for (;;) {
      if (w.turning.length > 0) this.letTurn();
      else if (queue.popUntil(until)) {
        this.now = queue.time;
        handleEvent(w, queue.payload, queue.time, queue.seq);
      } else break;
      if (w.notices.length > 0) return;
    }
    this.now = Math.max(this.now, until);
  }

  private letTurn(): void {
    const { turning } = this.world;
    for (const crew of turning) turns(this.world, crew, this.now);
    while (turning.length > 0) turning.pop();
  }

  /** Notices since they were last taken, in the order in which they came about; valid until they are taken again. */
  takeNotices(): readonly Notice[] {
    const taken = this.world.notices;
    this.world.notices = this.taken;
    this.taken = taken;
    while (this.world.notices.length > 0) this.world.notices.pop();
    return taken;
  }

  hasNotices(): boolean {
    return this.world.notices.length > 0;
  }

  /** Carries out orders now, one after another; what no longer fits is answered by a `refused` notice. */
  apply(orders: readonly Order[]): void {
    const w = this.world;
    for (const order of orders) {
      const reason = applyOrder(w, order, this.now);
      if (reason === undefined) continue;
      w.counts[COUNT.refused]++;
      if (w.tells.refused) w.notices.push({ type: 'refused', at: this.now, order, reason });
    }
  }

  /** Cumulative counts since time 0. */
  counts(): Record<keyof typeof COUNT, number> {
    const { counts, roster } = this.world;
    const all = Object.fromEntries(COUNTS.map((name) => [name, counts[COUNT[name]]]));
    for (let worker = 0; worker < roster.workers; worker++)
      all.visits += visitsNotEntered(this.world, worker, this.now);
    return all as Record<keyof typeof COUNT, number>;
  }

  snapshot(): FieldState {
    const w = this.world;
    return {
      now: this.now,
      queue: w.queue.snapshot(),
      incidents: w.incidents.snapshot(),
      incidentSlots: w.incidentSlots.snapshot(),
      crews: w.crews.snapshot(),
      rounds: w.rounds.snapshot(),
      walks: w.walks.slice(),
      walkers: w.walkers.slice(),
      sights: w.sights.slice(),
      tasks: w.tasks.snapshot(),
      taskSlots: w.taskSlots.snapshot(),
      latent: w.latent.slice(),
      counts: w.counts.slice(),
      turning: [...w.turning],
      notices: [...w.notices],
    };
  }

  /** Takes over a snapshot of a field of the same scenario, city and replication. */
  restore(state: FieldState): void {
    const w = this.world;
    this.now = state.now;
    w.queue.restore(state.queue);
    w.incidents.restore(state.incidents);
    w.incidentSlots.restore(state.incidentSlots);
    w.crews.restore(state.crews);
    w.rounds.restore(state.rounds);
    w.walks.set(state.walks);
    w.walkers.set(state.walkers);
    w.sights.set(state.sights);
    w.tasks.restore(state.tasks);
    w.taskSlots.restore(state.taskSlots);
    w.latent.set(state.latent);
    w.counts.set(state.counts);
    w.turning = [...state.turning];
    w.notices = [...state.notices];
    w.roster.beginDay(Math.floor(state.now / DAY));
  }

  /** Sixteen hexadecimal digits of everything that changes. */
  hash(): string {
    const w = this.world;
    const hasher = new Hasher().addNumber(this.now);
    w.queue.hashInto(hasher);
    w.incidents.hashInto(hasher);
    w.incidentSlots.hashInto(hasher);
    w.crews.hashInto(hasher);
    w.rounds.hashInto(hasher);
    hasher.add(w.walks).add(w.walkers).add(w.sights);
    w.tasks.hashInto(hasher);
    w.taskSlots.hashInto(hasher);
    hasher.add(Int32Array.from(w.turning));
    return hasher.add(w.latent).add(w.counts).hex();
  }
}
