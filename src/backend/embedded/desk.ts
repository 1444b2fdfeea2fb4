import { EventHeap } from '../../kernel/heap.ts';
import { Draws, UINT32 } from '../../kernel/random.ts';
import { DAY } from '../../kernel/time.ts';
import type { Gauges } from '../../port/backend.ts';
import type { Ground } from '../../port/ground.ts';
import type { CentreLevel } from '../../port/orders.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { LEVELS } from '../../scenario/terms.ts';
import type { Case } from './case.ts';
import { Centre, compileCentre, STEP, type Step } from './centre.ts';
import { Gauge } from './gauge.ts';

/** Purposes of the operators' draws: 128 + step for their steps. */
const PURPOSE = { step: 128, handover: 136 } as const;
const SHIFT_CHANGES = -1;

interface Job {
  readonly item: Case;
  readonly step: Step;
  readonly centre: Centre;
  /** An operator is at it; else it is on its way to the centre. */
  readonly working: boolean;
}

/** What a finished step leads to; the step that the same operator goes on with, if any. */
export type StepDone = (item: Case, step: Step, level: CentreLevel, now: number) => Step | undefined;

/** Hears of every case that has to wait for an operator: when it joins the queue, and when an operator takes it. */
export interface QueueWatch {
  joined(level: CentreLevel, incident: number, now: number): void;
  left(level: CentreLevel, incident: number, now: number): void;
}

/** The operators of all centres: who takes which case, and when each step is done. Knows nothing of what steps mean. */
export class Desk {
  private readonly draws: Draws;
  /** What is under way, a few hundred at most as a rule: a heap is quicker than a queue for many. */
  private readonly timers = new EventHeap();
  private started = 0;
  /** Jobs by number, and the numbers that are free. */
  private readonly jobs: (Job | undefined)[] = [];
  private readonly free: number[] = [];
  private readonly townships: readonly Centre[];
  private readonly counties: readonly Centre[];
  private readonly city: readonly Centre[];
  private readonly done: StepDone;
  private readonly watch: QueueWatch | undefined;

  constructor(scenario: Scenario, city: Ground, replication: number, done: StepDone, watch?: QueueWatch) {
    this.draws = new Draws(scenario.seed, replication);
    this.done = done;
    this.watch = watch;
    const open = (level: CentreLevel, number: number) => {
      const kind = compileCentre(level, scenario);
      const gauge = new Gauge();
      for (const change of kind.changes) this.setTimer(change, SHIFT_CHANGES);
      return Array.from({ length: number }, () => new Centre(kind, gauge));
    };
    this.townships = open('township', city.townships.length);
    this.counties = open('county', city.units.length);
    this.city = open('city', 1);
  }

  /** The next time at which something is done. */
  get wake(): number {
    return this.timers.time;
  }

  /** Everything that is done by now. */
  advance(now: number): void {
    const { timers } = this;
    while (timers.time <= now) {
      const { time, payload } = timers;
      timers.drop();
      if (payload === SHIFT_CHANGES) this.changeShift(time);
      else this.finish(payload, time);
    }
  }

  /** A case comes to a centre: an operator who is free takes it at once, else it waits. */
  bring(item: Case, step: Step, level: CentreLevel, now: number): void {
    this.arrive(this.centreOf(item, level), item, step, now);
  }

  /** A case comes to a centre after it has been handed over from another. */
  handOver(item: Case, step: Step, level: CentreLevel, now: number): void {
    const centre = this.centreOf(item, level);
    const seconds = centre.kind.handover.sample(this.uniform(item, PURPOSE.handover));
    this.after(seconds, { item, step, centre, working: false }, now);
  }

  gauges(now: number): Gauges {
    const read = (centres: readonly Centre[]) => centres[0].gauge.read(now, centres);
    return { township: read(this.townships), county: read(this.counties), city: read(this.city) };
  }

  /** A uniform of this case's for a purpose, fresh on every attempt. */
  uniform(item: Case, purpose: number): number {
    return this.draws.uniform(purpose, (item.identity / UINT32) | 0, item.identity >>> 0, item.attempt);
  }

  private centreOf(item: Case, level: CentreLevel): Centre {
    if (level === 'township') return this.townships[item.township];
    return level === 'county' ? this.counties[item.unit] : this.city[0];
  }

  private arrive(centre: Centre, item: Case, step: Step, now: number): void {
    if (centre.waiting === 0 && centre.hasFreeOperator(now)) {
      centre.change(1, now);
      this.work(centre, item, step, now);
    } else {
      centre.add(item, step);
      centre.gauge.change(now, 1, centre.waiting);
      this.watch?.joined(centre.kind.level, item.incident, now);
    }
  }

  private work(centre: Centre, item: Case, step: Step, now: number): void {
    this.after(this.seconds(centre, item, step), { item, step, centre, working: true }, now);
  }

  private seconds({ kind }: Centre, item: Case, step: Step): number {
    const u = this.uniform(item, PURPOSE.step + step);
    switch (step) {
      case STEP.sign:
        return kind.sign.sample(u);
      case STEP.file:
        return kind.file.sample(u);
      case STEP.fileAndDispatch:
        return kind.file.sample(u) + kind.dispatch.sample(this.draws.second());
      case STEP.dispatch:
        return kind.dispatch.sample(u);
      case STEP.close:
        return kind.close.sample(u);
    }
  }

  private after(seconds: number, job: Job, now: number): void {
    const id = this.free.pop() ?? this.jobs.length;
    this.jobs[id] = job;
    this.setTimer(now + seconds, id);
  }

  private finish(id: number, now: number): void {
    const job = this.jobs[id];
    if (job === undefined) return;
    this.jobs[id] = undefined;
    this.free.push(id);
    const { item, step, centre } = job;
    if (!job.working) {
      this.arrive(centre, item, step, now);
      return;
    }
    const next = this.done(item, step, centre.kind.level, now);
    if (next !== undefined) {
      this.work(centre, item, next, now);
      return;
    }
    centre.change(-1, now);
    this.serve(centre, now);
  }

  private serve(centre: Centre, now: number): void {
    while (centre.waiting > 0 && centre.hasFreeOperator(now)) {
      const { item, step } = centre.next();
      centre.change(1, now);
      centre.gauge.change(now, -1, centre.waiting);
      this.watch?.left(centre.kind.level, item.incident, now);
      this.work(centre, item, step, now);
    }
  }

  /** The number on shift changes somewhere: whoever came on takes what waits. */
  private changeShift(now: number): void {
    for (const centres of [this.townships, this.counties, this.city]) {
      for (const centre of centres) this.serve(centre, now);
    }
    this.setTimer(now + DAY, SHIFT_CHANGES);
  }

  private setTimer(time: number, payload: number): void {
    this.timers.push(time, ++this.started, payload);
  }
}

const COUNTY = LEVELS.indexOf('county');

/** The centre that routes cases of a level: the town the daily, the county the hard, the city what crosses. */
export function centreFor(level: number): CentreLevel {
  if (level < COUNTY) return 'township';
  return level === COUNTY ? 'county' : 'city';
}
