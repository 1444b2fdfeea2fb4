import { type City, GRID_EXCLUSIVE } from '../../city/city.ts';
import { Histogram, type SparseHistogram } from '../../kernel/histogram.ts';
import { minutesOfDay, type Scenario } from '../../scenario/schema.ts';
import type { Cells } from './cells.ts';
import { type Scalars, share } from './scalar.ts';
import { DAY, type Window } from './window.ts';

/** Of the ages at which gaps end, `patrol.gap.p90`. */
export const GAP_PERCENTILE = 0.9;

/** What patrols left behind in one replication. */
export interface PatrolRecord {
  /** Share of the patrol time with an age over the limit, per micro-grid. */
  readonly gapByMicro: Float64Array;
  /** Mean of these over the comprehensive micro-grids of a cell, NaN where it has none; places only. */
  readonly gapByCell: Float64Array;
  /** Ages at which gaps ended or were left open, comprehensive grids, patrol-clock seconds. */
  readonly ages: SparseHistogram;
  /** Gaps with no visit before them. */
  readonly ageless: number;
}

/**
 * Ages of the micro-grids on the patrol clock, which runs only within the hours of the patrol day. Everything is kept up
 * to date visit by visit; nothing is looked at in between.
 */
export class PatrolLog {
  /** Two numbers per micro-grid: the patrol clock at its last visit, and seconds over the limit in the window. */
  private readonly book: Float64Array;
  private readonly visitsToday: Uint8Array;
  private readonly exclusive: Uint8Array;
  private readonly ages = new Histogram();
  private ageless = 0;
  private visits = 0;
  /** Micro-grid days, and those with two visits; comprehensive and exclusive. */
  private readonly days = [0, 0];
  private readonly both = [0, 0];
  private readonly opens: number;
  private readonly length: number;
  private readonly limit: number;
  private readonly start: number;
  private readonly window: Window;
  private readonly city: City;

  constructor({ patrol, limits }: Scenario, city: City, window: Window) {
    this.opens = minutesOfDay(patrol.day.from) * 60;
    this.length = minutesOfDay(patrol.day.to) * 60 - this.opens;
    this.limit = limits.coverageGapHours * 3600;
    this.window = window;
    this.city = city;
    this.start = this.clock(window.from);
    const micros = city.microX.length;
    this.book = new Float64Array(2 * micros);
    for (let micro = 0; micro < micros; micro++) this.book[2 * micro] = Number.NEGATIVE_INFINITY;
    this.visitsToday = new Uint8Array(micros);
    this.exclusive = Uint8Array.from(city.microGrid, (grid) => (city.gridKind[grid] === GRID_EXCLUSIVE ? 1 : 0));
  }

  visited(micro: number, now: number): void {
    if (now >= this.window.to) return;
    const { book } = this;
    const at = 2 * micro;
    const last = book[at];
    const clock = this.clock(now);
    book[at] = clock;
    if (now < this.window.from) return;
    this.visits++;
    if (this.visitsToday[micro] < 2) this.visitsToday[micro]++;
    this.endGap(micro, last, clock);
  }

  /** Midnight within the window, or its end. */
  dayEnds(): void {
    const { visitsToday, exclusive, days, both } = this;
    for (let micro = 0; micro < visitsToday.length; micro++) {
      days[exclusive[micro]]++;
      if (visitsToday[micro] === 2) both[exclusive[micro]]++;
    }
    visitsToday.fill(0);
  }

  /** The window ends: what is open is counted as it stands. To be called once. */
  windowEnds(): void {
    const { book } = this;
    const clock = this.clock(this.window.to);
    for (let micro = 0; 2 * micro < book.length; micro++) this.endGap(micro, book[2 * micro], clock);
  }

  /** After the window has ended. */
  record(cells: Cells): PatrolRecord {
    const { book, city, exclusive } = this;
    const gapByMicro = new Float64Array(exclusive.length);
    const gapByCell = new Float64Array(cells.total);
    const micros = new Float64Array(cells.total);
    const length = this.clock(this.window.to) - this.start;
    for (let micro = 0; micro < exclusive.length; micro++) {
      gapByMicro[micro] = book[2 * micro + 1] / length;
      if (exclusive[micro] === 1) continue;
      const cell = cells.cell('community') + city.gridCommunity[city.microGrid[micro]];
      gapByCell[cell] += gapByMicro[micro];
      micros[cell]++;
    }
    cells.foldCells(gapByCell);
    cells.foldCells(micros);
    for (let cell = 0; cell < cells.total; cell++) gapByCell[cell] /= micros[cell];
    return { gapByMicro, gapByCell, ages: this.ages.sparse(), ageless: this.ageless };
  }

  scalars({ gapByMicro, gapByCell }: PatrolRecord, cells: Cells): Scalars {
    const { days, both, exclusive } = this;
    const special = exclusive.reduce((sum, one) => sum + one, 0);
    const gap = gapByMicro.reduce((sum, one, micro) => sum + one * exclusive[micro], 0);
    return {
      'patrol.coverageGap': { value: gapByCell[cells.cell('city')], unit: 'share' },
      'patrol.bothRounds': share(both[0], days[0]),
      'patrol.visits': { value: this.visits / this.window.days, unit: 'count/day' },
      'patrol.exclusive.coverageGap': share(gap, special),
      'patrol.exclusive.bothRounds': share(both[1], days[1]),
    };
  }

  /** Seconds of patrol days since the scenario's start. */
  private clock(now: number): number {
    const day = Math.floor(now / DAY);
    const open = now - day * DAY - this.opens;
    return day * this.length + (open <= 0 ? 0 : open < this.length ? open : this.length);
  }

  private endGap(micro: number, last: number, clock: number): void {
    const old = last + this.limit;
    const over = clock - (old > this.start ? old : this.start);
    if (over > 0) this.book[2 * micro + 1] += over;
    if (this.exclusive[micro] === 1) return;
    if (last === Number.NEGATIVE_INFINITY) this.ageless++;
    else this.ages.add(clock - last);
  }
}
