import { DAY, HOUR } from '../../kernel/time.ts';
import type { LogRows } from '../log/rows.ts';

const HOURS = 24;

/** Whole local days of a log, counted from 1 January 1970; `to` is not included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** 0 = Monday .. 6 = Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** YYYY-MM-DD. */
export function dateOf(day: number): string {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10);
}

/** Beyond an empty stretch of more days than this lies something else: slips of the pen, or another log, [A]. */
const FAR_DAYS = 60;

/** The days of a log, and how many of its rows lie far from them. */
export interface Covered extends DayRange {
  readonly apart: number;
}

/**
 * The days that a log covers: from its first to its last, these left out, as they are seldom whole; where empty stretches
 * part it, those of the part with the most rows. Empty where there are fewer than three days.
 */
export function daysCovered(rows: LogRows): Covered {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows.length; row++) {
    const day = Math.floor(rows.opened.get(row) / DAY);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const days = [...counts.keys()].sort((a, b) => a - b);
  const blocks: { first: number; last: number; rows: number }[] = [];
  for (const day of days) {
    const block = blocks.at(-1);
    const number = counts.get(day) ?? 0;
    if (block !== undefined && day - block.last <= FAR_DAYS) {
      block.last = day;
      block.rows += number;
    } else blocks.push({ first: day, last: day, rows: number });
  }
  const [most] = blocks.sort((a, b) => b.rows - a.rows || a.first - b.first);
  return most === undefined
    ? { from: 0, to: 0, apart: 0 }
    : { from: most.first + 1, to: most.last, apart: rows.length - most.rows };
}

/** Rows per kind, day and hour of the wall; kinds by `kindOf`, an index per category. */
export class HourCounts {
  readonly days: number;
  readonly range: DayRange;
  private readonly counts: readonly Uint32Array[];

  constructor(rows: LogRows, range: DayRange, kindOf: ArrayLike<number>, kinds: number) {
    this.range = range;
    this.days = range.to - range.from;
    this.counts = Array.from({ length: kinds }, () => new Uint32Array(this.days * HOURS));
    const first = range.from * DAY;
    for (let row = 0; row < rows.length; row++) {
      const hour = Math.floor((rows.opened.get(row) - first) / HOUR);
      if (hour >= 0 && hour < this.days * HOURS) this.counts[kindOf[rows.category.get(row)]][hour]++;
    }
  }

  /** Counts per day and hour, day by day. */
  hours(kind: number): Uint32Array {
    return this.counts[kind];
  }

  daily(kind: number): Float64Array {
    const hours = this.counts[kind];
    const daily = new Float64Array(this.days);
    for (let i = 0; i < hours.length; i++) daily[(i / HOURS) | 0] += hours[i];
    return daily;
  }

  /** Sums over all kinds. */
  total(): Float64Array {
    const total = new Float64Array(this.days * HOURS);
    for (const hours of this.counts) for (let i = 0; i < total.length; i++) total[i] += hours[i];
    return total;
  }
}
