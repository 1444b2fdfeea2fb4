import type { City } from '../../city/city.ts';
import { EventQueue } from '../../kernel/queue.ts';
import { Draws } from '../../kernel/random.ts';
import type { Gauges } from '../../port/backend.ts';
import type { CentreLevel } from '../../port/orders.ts';
import { LEVELS, type Scenario } from '../../scenario/schema.ts';
import type { Case } from './case.ts';
import { Centre, type CentreKind, compileCentre, type Step } from './centre.ts';
import { Gauge } from './gauge.ts';

const CENTRE_LEVELS: readonly CentreLevel[] = ['township', 'county', 'city'];
const PURPOSE: Readonly<Record<Step | 'handover', number>> = { sign: 128, file: 129, dispatch: 130, close: 131, handover: 132 };
const UINT32 = 2 ** 32;
const DAY = 86_400;

interface Job {
  readonly item: Case;
  readonly step: Step;
  readonly centre: Centre;
  /** An operator is at it; else it is on its way to the centre. */
  readonly working: boolean;
}

/** The operators of all centres: who takes which case, and when each step is done. Knows nothing of what steps mean. */
export class Desk {
  private readonly draws: Draws;
  private readonly timers = new EventQueue(256);
  /** Jobs by number, and the numbers that are free. */
  private readonly jobs: (Job | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly centres: Readonly<Record<CentreLevel, readonly Centre[]>>;
  private readonly gauge: Readonly<Record<CentreLevel, Gauge>>;
  private readonly done: (item: Case, step: Step, level: CentreLevel, now: number) => Step | undefined;

  /** `done` is told of each finished step and answers with the step that the same operator goes on with, if any. */
  constructor(
    scenario: Scenario,
    city: City,
    replication: number,
    done: (item: Case, step: Step, level: CentreLevel, now: number) => Step | undefined,
  ) {
    this.draws = new Draws(scenario.seed, replication);
    this.done = done;
    const open = (level: CentreLevel, number: number) => {
      const kind: CentreKind = compileCentre(level, scenario);
      return Array.from({ length: number }, () => new Centre(kind));
    };
    this.centres = {
      township: open('township', city.townships.length),
      county: open('county', city.units.length),
      city: open('city', 1),
    };
    this.gauge = {
      township: new Gauge(this.centres.township),
      county: new Gauge(this.centres.county),
      city: new Gauge(this.centres.city),
    };
    for (const level of CENTRE_LEVELS) {
      for (const change of this.centres[level][0]?.kind.changes ?? []) this.timers.push(change, -1);
    }
  }

  /** The next time at which something is done. */
  get wake(): number {
    return this.timers.peekTime();
  }

  /** Everything that is done by now. */
  advance(now: number): void {
    while (this.timers.peekTime() <= now) {
      this.timers.pop();
      if (this.timers.payload < 0) this.changeShift(this.timers.time);
      else this.finish(this.timers.payload, this.timers.time);
    }
  }

  /** A case comes to a centre: at once, or after it has been handed over from another. */
  bring(item: Case, step: Step, level: CentreLevel, now: number, handedOver: boolean): void {
    const centre = this.centreOf(item, level);
    if (handedOver) this.after(centre.kind.handover.sample(this.uniform(item, PURPOSE.handover)), { item, step, centre, working: false }, now);
    else this.enqueue(centre, item, step, now);
  }

  gauges(now: number): Gauges {
    return { township: this.gauge.township.read(now), county: this.gauge.county.read(now), city: this.gauge.city.read(now) };
  }

  /** A uniform of this case's for a purpose, fresh on every attempt. */
  uniform(item: Case, purpose: number): number {
    return this.draws.uniform(purpose, Math.floor(item.identity / UINT32), item.identity % UINT32, item.attempt);
  }

  private centreOf(item: Case, level: CentreLevel): Centre {
    const centres = this.centres[level];
    return centres[level === 'township' ? item.township : level === 'county' ? item.unit : 0];
  }

  private enqueue(centre: Centre, item: Case, step: Step, now: number): void {
    centre.add({ item, step });
    this.gauge[centre.kind.level].change(now, centre, 1, 0);
    this.serve(centre, now);
  }

  private serve(centre: Centre, now: number): void {
    for (let entry = centre.next(now); entry !== undefined; entry = centre.next(now)) {
      centre.busy++;
      this.gauge[centre.kind.level].change(now, centre, -1, 1);
      this.work(centre, entry.item, entry.step, now);
    }
  }

  private work(centre: Centre, item: Case, step: Step, now: number): void {
    const seconds = centre.kind.steps[step].sample(this.uniform(item, PURPOSE[step]));
    this.after(seconds, { item, step, centre, working: true }, now);
  }

  private after(seconds: number, job: Job, now: number): void {
    const id = this.free.pop() ?? this.jobs.length;
    this.jobs[id] = job;
    this.timers.push(now + seconds, id);
  }

  private finish(id: number, now: number): void {
    const job = this.jobs[id];
    if (job === undefined) return;
    this.jobs[id] = undefined;
    this.free.push(id);
    const { item, step, centre, working } = job;
    if (!working) {
      this.enqueue(centre, item, step, now);
      return;
    }
    const next = this.done(item, step, centre.kind.level, now);
    if (next !== undefined) {
      this.work(centre, item, next, now);
      return;
    }
    centre.busy--;
    this.gauge[centre.kind.level].change(now, centre, 0, -1);
    this.serve(centre, now);
  }

  /** The number on shift changes somewhere: whoever came on takes what waits. */
  private changeShift(now: number): void {
    for (const level of CENTRE_LEVELS) for (const centre of this.centres[level]) this.serve(centre, now);
    this.timers.push(now + DAY, -1);
  }
}

/** The centre that routes cases of a level: the town the daily, the county the hard, the city what crosses. */
export function centreFor(level: number): CentreLevel {
  const name = LEVELS[level];
  return name === 'county' || name === 'city' ? name : 'township';
}
