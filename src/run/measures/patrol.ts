import { type City, GRID_EXCLUSIVE } from '../../city/city.ts';
import { Histogram, type SparseHistogram } from '../../kernel/histogram.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/time.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { minutesOfDay } from '../../scenario/terms.ts';
import type { Cells } from './cells.ts';
import { type Scalars, share } from './scalar.ts';
import type { Window } from './window.ts';

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

/** What stands on the page of a micro-grid: the patrol clock at its last visit, seconds over the limit in the window. */
const LAST = 0;
const OVER = 1;
const VISITS_TODAY = 2;
/** 1 in an exclusive grid. */
const EXCLUSIVE = 3;
const PAGE = 4;

/**
 * Ages of the micro-grids on the patrol clock, which runs only within the hours of the patrol day. Everything is kept up
 * to date visit by visit; nothing is looked at in between.
 */
export class PatrolLog {
  /** A page per micro-grid, so that a visit touches one place of the memory. */
  private readonly book: Float64Array;
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
    this.opens = minutesOfDay(patrol.day.from) * MINUTE;
    this.length = minutesOfDay(patrol.day.to) * MINUTE - this.opens;
    this.limit = limits.coverageGapHours * HOUR;
    this.window = window;
    this.city = city;
    this.start = this.clock(window.from);
    this.book = new Float64Array(PAGE * city.microX.length);
    for (let page = 0, micro = 0; page < this.book.length; page += PAGE, micro++) {
      this.book[page + LAST] = Number.NEGATIVE_INFINITY;
      this.book[page + EXCLUSIVE] = city.gridKind[city.microGrid[micro]] === GRID_EXCLUSIVE ? 1 : 0;
    }
  }

  visited(micro: number, now: number): void {
    if (now >= this.window.to) return;
    const { book } = this;
    const page = micro * PAGE;
    const last = book[page + LAST];
    const clock = this.clock(now);
    book[page + LAST] = clock;
    if (now < this.window.from) return;
    this.visits++;
    book[page + VISITS_TODAY]++;
    this.endGap(page, last, clock);
  }

  /** Midnight within the window, or its end. */
  dayEnds(): void {
    const { book, days, both } = this;
    for (let page = 0; page < book.length; page += PAGE) {
      const exclusive = book[page + EXCLUSIVE];
      days[exclusive]++;
      if (book[page + VISITS_TODAY] >= 2) both[exclusive]++;
      book[page + VISITS_TODAY] = 0;
    }
  }

  /** The window ends: what is open is counted as it stands. To be called once. */
  windowEnds(): void {
    const { book } = this;
    const clock = this.clock(this.window.to);
    for (let page = 0; page < book.length; page += PAGE) this.endGap(page, book[page + LAST], clock);
  }

  /** After the window has ended. */
  record(cells: Cells): PatrolRecord {
    const { book, city } = this;
    const gapByMicro = new Float64Array(city.microX.length);
    const gapByCell = new Float64Array(cells.total);
    const micros = new Float64Array(cells.total);
    const length = this.clock(this.window.to) - this.start;
    for (let micro = 0; micro < gapByMicro.length; micro++) {
      gapByMicro[micro] = book[micro * PAGE + OVER] / length;
      if (book[micro * PAGE + EXCLUSIVE] === 1) continue;
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
    const { days, both, book } = this;
    const exclusive = gapByMicro.filter((_, micro) => book[micro * PAGE + EXCLUSIVE] === 1);
    return {
      'patrol.coverageGap': { value: gapByCell[cells.cell('city')], unit: 'share' },
      'patrol.bothRounds': share(both[0], days[0]),
      'patrol.visits': { value: this.visits / this.window.days, unit: 'count/day' },
      'patrol.exclusive.coverageGap': share(
        exclusive.reduce((sum, gap) => sum + gap, 0),
        exclusive.length,
      ),
      'patrol.exclusive.bothRounds': share(both[1], days[1]),
    };
  }

  /** Seconds of patrol days since the scenario's start. */
  private clock(now: number): number {
    const day = Math.floor(now / DAY);
    const open = now - day * DAY - this.opens;
    return day * this.length + (open <= 0 ? 0 : open < this.length ? open : this.length);
  }

  private endGap(page: number, last: number, clock: number): void {
    const { book } = this;
    const old = last + this.limit;
    const over = clock - (old > this.start ? old : this.start);
    if (over > 0) book[page + OVER] += over;
    if (book[page + EXCLUSIVE] === 1) return;
    if (last === Number.NEGATIVE_INFINITY) this.ageless++;
    else this.ages.add(clock - last);
  }
}
