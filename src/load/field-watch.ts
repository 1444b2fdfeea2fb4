import type { Observer } from '../field/observer.ts';
import { FLAG } from '../field/state.ts';
import { identityOf, type World } from '../field/world.ts';
import { newClocks, readClocks, STAGES, type Stage } from '../run/measures/stages.ts';
import type { Measure, Measures } from '../run/result.ts';
import type { Thinning } from './schedule/ramp.ts';
import type { LoadWindow } from './window.ts';

const PERCENTILES = [50, 90, 95, 99] as const;
const END_CLOSED = 0;

/**
 * Measures the field in the hours of a load, which are too few for what a run measures: the times of the reports of the
 * measured time, and what became of them. What is not done at the end counts as longer than anything.
 */
export class FieldWatch implements Observer {
  /** Crews that have accepted and not finished. */
  readonly busy = new Set<number>();
  private readonly world: World;
  private readonly window: LoadWindow;
  private readonly thinning: Thinning;
  private readonly members = new Set<number>();
  private readonly clocks = newClocks();
  /** Per stage the seconds of all that are done, and how many are not. */
  private readonly done: number[][] = STAGES.map(() => []);
  private readonly unfinished = new Float64Array(STAGES.length);
  private closed = 0;
  /** Those of the measured time so far. */
  reports = 0;

  /** Reports that are left out of a load are none of its members. */
  constructor(world: World, window: LoadWindow, thinning: Thinning) {
    this.world = world;
    this.window = window;
    this.thinning = thinning;
  }

  occurred(): void {}
  escalated(): void {}
  filed(): void {}
  reopened(): void {}
  visited(): void {}
  spent(): void {}
  sampled(): void {}
  contacts(): void {}

  reported(slot: number, now: number): void {
    if ((this.world.incidents.flags[slot] & (FLAG.duplicate | FLAG.falseAlarm)) !== 0) return;
    if (now < this.window.measured || now >= this.window.until) return;
    if (!this.thinning.keepsReport(identityOf(this.world, slot), now)) return;
    this.members.add(slot);
    this.reports++;
  }

  ended(slot: number, end: number, now: number): void {
    if (!this.members.delete(slot)) return;
    if (end === END_CLOSED) this.closed++;
    this.conclude(slot, end === END_CLOSED ? now : Number.NaN);
  }

  crewEvent(...[name, crew, slot]: Parameters<Observer['crewEvent']>): void {
    if (name === 'accepted') this.busy.add(crew);
    else if ((name === 'finished' || name === 'dropped') && !this.isElsewhere(crew, slot)) this.busy.delete(crew);
  }

  /** At another incident, or called away from one. */
  private isElsewhere(crew: number, slot: number): boolean {
    const { crews, tasks } = this.world;
    for (let task = crews.task[crew]; task >= 0; task = tasks.below[task])
      if (tasks.incident[task] !== slot) return true;
    return false;
  }

  /** How many clocks of a stage have run for longer than so many seconds, or still do at `now`. */
  beyond(stage: Stage, bound: number, now: number): number {
    const index = STAGES.indexOf(stage);
    let count = 0;
    for (const seconds of this.done[index]) if (seconds > bound) count++;
    for (const slot of this.members) {
      readClocks(this.clocks, this.world.incidents, slot, Number.NaN);
      const { starts, stops } = this.clocks;
      const stop = Number.isNaN(stops[index]) ? now : stops[index];
      if (stop - starts[index] > bound) count++;
    }
    return count;
  }

  /** To be called once, when the run is over. */
  measures(): Measures {
    for (const slot of this.members) this.conclude(slot, Number.NaN);
    this.members.clear();
    const measures: Record<string, Measure> = {
      'incidents.reported': plain(this.reports, 'count'),
      'incidents.closed': plain(this.closed, 'count'),
    };
    STAGES.forEach((stage, index) => {
      if (stage === 'detection') return;
      const seconds = Float64Array.from(this.done[index]).sort();
      const unfinished = this.unfinished[index];
      const count = seconds.length + unfinished;
      if (count === 0) return;
      measures[`${stage}.count`] = plain(count, 'count');
      measures[`${stage}.unfinished`] = plain(unfinished, 'count');
      for (const percent of PERCENTILES) measures[`${stage}.p${percent}`] = percentile(seconds, count, percent);
    });
    return measures;
  }

  private conclude(slot: number, closed: number): void {
    readClocks(this.clocks, this.world.incidents, slot, closed);
    const { starts, stops } = this.clocks;
    for (let stage = 0; stage < STAGES.length; stage++) {
      if (Number.isNaN(starts[stage])) continue;
      const seconds = stops[stage] - starts[stage];
      if (Number.isNaN(seconds)) this.unfinished[stage]++;
      else this.done[stage].push(seconds);
    }
  }
}

function plain(value: number, unit: 's' | 'count'): Measure {
  return { value, low: null, high: null, unit };
}

/** The unfinished count as larger than any other: among them the percentile is larger than the largest that is known. */
function percentile(sorted: Float64Array, count: number, percent: number): Measure {
  const rank = Math.max(1, Math.ceil((percent / 100) * count));
  if (rank <= sorted.length) return plain(sorted[rank - 1], 's');
  return { ...plain(sorted.at(-1) ?? 0, 's'), censored: true };
}
