import { GROUP } from '../../field/staffing/groups.ts';
import { ACTIVITIES, ACTIVITY } from '../../field/state.ts';
import type { World } from '../../field/world.ts';
import { DAY } from '../../kernel/time.ts';
import { LEVELS } from '../../scenario/terms.ts';
import { OnClock } from './on-clock.ts';
import { type Scalars, share } from './scalar.ts';
import type { Window } from './window.ts';

const KINDS = ACTIVITIES.length;
const TWO_HOURS = 7200;

/** What everyone does with the time on shift. Everything is entered when a spell of an activity ends. */
export class PeopleLog {
  /** Busy seconds on shift per group and activity. */
  private readonly busy: Float64Array;
  private readonly onShift: Float64Array;
  private readonly clocks: readonly OnClock[];
  /** Seconds of the present day that each worker was in the grid; those of all days, and the days worked. */
  private readonly today: Float64Array;
  private readonly inGrid: Float64Array;
  private readonly daysWorked: Uint16Array;
  private longDays = 0;
  private outOfScope = 0;
  private readonly world: World;
  private readonly window: Window;

  constructor(world: World, window: Window) {
    const { groups, workers } = world.roster;
    this.world = world;
    this.window = window;
    this.busy = new Float64Array(groups.length * KINDS);
    this.onShift = new Float64Array(groups.length);
    this.clocks = groups.map(({ pattern }) => new OnClock(pattern));
    this.today = new Float64Array(workers);
    this.inGrid = new Float64Array(workers);
    this.daysWorked = new Uint16Array(workers);
  }

  /** A spell within the window; the crew is not idle. */
  spent(crew: number, activity: number, from: number, to: number): void {
    const group = this.world.roster.group[crew];
    this.busy[group * KINDS + activity] += this.secondsOn(crew, group, from, to);
    if (group !== GROUP.worker) return;
    if (activity === ACTIVITY.outOfScope) this.outOfScope += to - from;
    else if (activity !== ACTIVITY.errand) this.today[crew] += to - from;
  }

  /** A day of the window is over, with all its spells entered. */
  dayEnds(day: number): void {
    const { today, inGrid, daysWorked } = this;
    const { roster } = this.world;
    const shift = this.clocks[GROUP.worker].between(day * DAY, (day + 1) * DAY);
    for (let worker = 0; worker < roster.workers; worker++) {
      inGrid[worker] += today[worker];
      if (!roster.isOff(worker, day)) {
        daysWorked[worker]++;
        this.onShift[GROUP.worker] += shift;
        if (today[worker] >= TWO_HOURS) this.longDays++;
      }
      today[worker] = 0;
    }
  }

  /** The window is over. To be called once. */
  windowEnds(): void {
    const { roster } = this.world;
    const { from, to } = this.window;
    const each = this.clocks.map((clock) => clock.between(from, to));
    for (let crew = roster.workers; crew < roster.crews; crew++)
      this.onShift[roster.group[crew]] += each[roster.group[crew]];
  }

  /** After the window is over; `handled` is how many cases were handled in it. */
  scalars(handled: number): Scalars {
    const { groups } = this.world.roster;
    const yuan = groups.reduce((sum, { costPerHour }, g) => sum + (this.onShift[g] / 3600) * costPerHour, 0);
    const teams = (level: string) =>
      groups.flatMap(({ role, level: of }, g) => (role === 'team' && LEVELS[of] === level ? [g] : []));
    const levels = ['township', 'county', 'city'].map((level) => [
      `utilisation.${level}`,
      this.utilisation(teams(level)),
    ]);
    const ofWorkers = ACTIVITIES.flatMap((name, activity) =>
      activity === ACTIVITY.idle ? [] : [[`utilisation.worker.${name}`, this.utilisation([GROUP.worker], activity)]],
    );
    return {
      'utilisation.worker': this.utilisation([GROUP.worker]),
      ...Object.fromEntries(ofWorkers),
      'utilisation.communityStaff': this.utilisation([GROUP.communityStaff]),
      'utilisation.liaison': this.utilisation([GROUP.liaison]),
      ...Object.fromEntries(levels),
      'hours.outOfScope': { value: this.outOfScope / 3600 / this.window.days, unit: 'h/day' },
      'cost.perDay': { value: yuan / this.window.days, unit: 'yuan/day' },
      'cost.perHandled': { value: handled > 0 ? yuan / handled : Number.NaN, unit: 'yuan' },
      ...this.inGridScalars(),
    };
  }

  private inGridScalars(): Scalars {
    const { inGrid, daysWorked } = this;
    const seconds = inGrid.reduce((sum, s) => sum + s, 0);
    const days = daysWorked.reduce((sum, d) => sum + d, 0);
    const workers = daysWorked.reduce((sum, d) => sum + (d > 0 ? 1 : 0), 0);
    const enough = inGrid.reduce((sum, s, w) => sum + (daysWorked[w] > 0 && s >= TWO_HOURS * daysWorked[w] ? 1 : 0), 0);
    return {
      'patrol.minutesPerWorkerDay': { value: days > 0 ? seconds / 60 / days : Number.NaN, unit: 'min' },
      'patrol.twoHourShare': share(enough, workers),
      'patrol.twoHourDayShare': share(this.longDays, days),
    };
  }

  /** Overtime is busy, but not on shift: it does not count. */
  private utilisation(groups: readonly number[], only?: number) {
    let busy = 0;
    let onShift = 0;
    for (const group of groups) {
      onShift += this.onShift[group];
      for (let activity = 0; activity < KINDS; activity++) {
        if (only === undefined || only === activity) busy += this.busy[group * KINDS + activity];
      }
    }
    return share(busy, onShift);
  }

  private secondsOn(crew: number, group: number, from: number, to: number): number {
    const { roster } = this.world;
    const clock = this.clocks[group];
    if (crew >= roster.workers) return clock.between(from, to);
    const first = Math.floor(from / DAY);
    const last = Math.floor(to / DAY);
    if (first === last) return roster.isOff(crew, first) ? 0 : clock.between(from, to);
    let seconds = 0;
    for (let day = first; day <= last; day++) {
      if (!roster.isOff(crew, day)) seconds += clock.between(Math.max(from, day * DAY), Math.min(to, (day + 1) * DAY));
    }
    return seconds;
  }
}
