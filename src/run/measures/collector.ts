import type { Observer } from '../../field/observer.ts';
import { ACTIVITY, END, FLAG, HANDLE } from '../../field/state.ts';
import type { World } from '../../field/world.ts';
import { DAY, HOUR } from '../../kernel/time.ts';
import { Cells } from './cells.ts';
import { Cohort } from './cohort.ts';
import { type Nature, Observations, type StageRecord } from './observations.ts';
import { PatrolLog, type PatrolRecord } from './patrol.ts';
import { PeopleLog } from './people.ts';
import { type OnTimeRecord, Rates } from './rates.ts';
import { Reach } from './reach.ts';
import type { Scalars } from './scalar.ts';
import { SeriesLog, type SeriesRecord } from './series.ts';
import { DISPATCH, newClocks, readClocks } from './stages.ts';
import { Tally } from './tally.ts';
import { VolunteerLog } from './volunteers.ts';
import { type Window, within } from './window.ts';

/** Everything measured in the field in one replication. */
export interface FieldRecord {
  readonly scalars: Scalars;
  readonly stages: StageRecord;
  readonly onTime: OnTimeRecord;
  readonly patrol: PatrolRecord;
  readonly series: SeriesRecord;
  readonly reportedByMicro: Uint32Array;
}

/** Watches a field and measures the window. Parts keep their own books; this hands them what they are concerned with. */
export class Collector implements Observer {
  private readonly world: World;
  private readonly window: Window;
  readonly cells: Cells;
  private readonly cohort: Cohort;
  private readonly observations: Observations;
  private readonly tally: Tally;
  private readonly rates: Rates;
  private readonly patrol: PatrolLog;
  private readonly people: PeopleLog;
  private readonly reach: Reach;
  private readonly volunteers: VolunteerLog;
  private readonly series: SeriesLog;
  private readonly clocks = newClocks();
  private over = false;

  constructor(world: World, window: Window) {
    const { scenario, city } = world;
    this.world = world;
    this.window = window;
    this.cells = new Cells(scenario, city);
    this.cohort = new Cohort(window, world.incidents.width);
    this.observations = new Observations(this.cells, window);
    this.tally = new Tally(world, window);
    this.rates = new Rates(world, window, this.cells);
    this.patrol = new PatrolLog(scenario, city, window);
    this.people = new PeopleLog(world, window);
    this.reach = new Reach(world);
    this.volunteers = new VolunteerLog(world);
    this.series = new SeriesLog(window);
  }

  /** Incidents of the cohort that are not done. */
  get pending(): number {
    return this.cohort.pending;
  }

  occurred(slot: number, now: number): void {
    this.tally.occurred(now);
    this.cohort.occurred(slot, now);
    this.series.occurs(now);
  }

  reported(slot: number, now: number): void {
    this.tally.reported(slot, now);
    this.rates.reported(slot, now);
    if (!this.isReal(slot)) return;
    this.cohort.reported(slot, now);
    this.series.reports(now);
  }

  escalated(slot: number, now: number): void {
    this.tally.escalated(slot, now);
  }

  filed(slot: number, now: number): void {
    this.rates.filed(slot);
    if (this.isReal(slot)) this.tally.filed(now);
  }

  reopened(): void {}

  ended(slot: number, end: number, now: number): void {
    if (!this.isReal(slot)) return;
    this.tally.ended(slot, end, now);
    this.cohort.ended(slot);
    if (end === END.closed) this.series.closes(now);
    // What was closed before the window counts where its time limits run out within it.
    if (now < this.window.from && !(this.world.incidents.closeBy[slot] >= this.window.from)) return;
    this.conclude(slot, end === END.closed ? now : Number.NaN);
  }

  visited(_crew: number, micro: number, now: number): void {
    this.patrol.visited(micro, now);
  }

  spent(crew: number, activity: number, from: number, to: number): void {
    if (this.over || to <= this.window.from) return;
    this.reach.hear(crew);
    if (activity === ACTIVITY.idle) return;
    const begin = Math.max(from, this.window.from);
    this.people.spent(crew, activity, begin, to);
    this.series.busy(begin, to);
  }

  sampled(now: number): void {
    if (!within(this.window, now)) return;
    this.series.sampled(now, this.tally.open, this.tally.waiting);
    this.reach.sampled(now);
    if (now % HOUR === 0) this.volunteers.sampled();
  }

  /** Comes first on every day. */
  contacts(number: number, now: number): void {
    this.tally.contacts(number, now);
    if (now > this.window.from && now < this.window.to) this.dayEnds(now);
  }

  crewEvent(...[name, crew, slot, now]: Parameters<Observer['crewEvent']>): void {
    if (name === 'finished') this.finished(crew, slot);
    if (now < this.window.from || this.over) return;
    this.reach.hear(crew);
    if (name === 'ordered' || name === 'arrived') this.cohort.started(slot, now);
  }

  /** To be called when the field has come to the end of the window: spells and gaps that are open are cut there. */
  windowEnds(): void {
    const { crews, roster } = this.world;
    for (let crew = 0; crew < roster.crews; crew++) {
      if (crews.since[crew] < this.window.to) this.spent(crew, crews.activity[crew], crews.since[crew], this.window.to);
    }
    this.over = true;
    this.dayEnds(this.window.to);
    this.people.windowEnds();
    this.patrol.windowEnds();
  }

  /** To be called once, at the end of the run: those still alive are unfinished. `handled`: cases handled in the window. */
  record(handled: number): FieldRecord {
    for (const slot of this.cohort.live()) this.conclude(slot, Number.NaN);
    const stages = this.observations.record();
    const onTime = this.rates.record();
    const patrol = this.patrol.record(this.cells);
    const scalars: Scalars = {
      ...this.tally.scalars(),
      ...this.rates.scalars(),
      ...this.patrol.scalars(patrol, this.cells),
      ...this.people.scalars(handled),
      'utilisation.volunteer': this.volunteers.utilisation(),
      'reach.gap': this.reach.gap(),
    };
    return {
      scalars,
      stages,
      onTime,
      patrol,
      series: this.series.record(),
      reportedByMicro: this.tally.reportedByMicro(),
    };
  }

  /** A crew is done with what it came for, and has not yet been let go. */
  private finished(crew: number, slot: number): void {
    const { crews, tasks, roster } = this.world;
    if (tasks.purpose[crews.task[crew]] === HANDLE) this.tally.handled(slot, roster.groups[roster.group[crew]].level);
  }

  private isReal(slot: number): boolean {
    return (this.world.incidents.flags[slot] & (FLAG.duplicate | FLAG.falseAlarm)) === 0;
  }

  private dayEnds(midnight: number): void {
    this.people.dayEnds(Math.round(midnight / DAY) - 1);
    this.patrol.dayEnds();
  }

  /** A real incident is over, or the run is: its times are final. */
  private conclude(slot: number, closed: number): void {
    const { incidents: inc, city } = this.world;
    if (inc.occurred[slot] >= this.window.to) return;
    const nature: Nature = {
      community: city.gridCommunity[city.microGrid[inc.micro[slot]]],
      kind: inc.kind[slot],
      severity: inc.severity[slot],
      level: inc.level[slot],
    };
    readClocks(this.clocks, inc, slot, closed);
    this.observations.add(this.clocks, nature);
    this.rates.concluded(slot, closed, nature);
    const { starts, stops } = this.clocks;
    if (!within(this.window, starts[DISPATCH])) return;
    const seconds = stops[DISPATCH] - starts[DISPATCH];
    const { restriction } = this.window;
    this.series.dispatch(starts[DISPATCH], seconds < restriction ? seconds : restriction);
  }
}
