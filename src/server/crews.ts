import type { CrewRow } from '../backend/http/provision-api.ts';
import { DAY } from '../kernel/time.ts';
import type { Duty, Home, Role, Roster } from '../port/roster.ts';
import { weekdayOf } from '../scenario/calendar.ts';
import type { Level } from '../scenario/terms.ts';
import type { Places } from './places.ts';
import { ProblemError, unfit } from './problem-error.ts';

const MINUTES_PER_WEEK = 7 * 24 * 60;
const MOST_CREWS = 1_000_000;

/** Who works by the same week. */
interface Pattern {
  readonly weekly: Duty['weekly'];
  /** By minute of the week, 1 on duty. */
  readonly on: Uint8Array;
}

/** The roster as it comes in, page by page; everybody in it who works alike shares one pattern. */
export class Crews implements Roster {
  private readonly rows: CrewRow[] = [];
  private readonly patterns = new Map<string, Pattern>();
  private readonly pattern: Pattern[] = [];
  private readonly off: (ReadonlySet<number> | undefined)[] = [];
  private readonly matterLists = new Map<string, readonly string[]>();
  /** Minutes from Monday's midnight to the exercise's day 0. */
  private readonly shift: number;

  constructor(startDate: string) {
    this.shift = (weekdayOf(startDate, 0) - 1) * 24 * 60;
  }

  /** Takes a page; the number of crews so far. Throws a ProblemError for one that does not fit. */
  add(from: number, rows: readonly CrewRow[], places: Places): number {
    if (from !== this.rows.length) throw unfit('from', `the next crew is ${this.rows.length}`);
    if (this.rows.length + rows.length > MOST_CREWS) throw new ProblemError('tooLarge', 'too many crews');
    rows.forEach((row, i) => {
      check(row, `rows.${i}`, places);
    });
    for (const row of rows) {
      this.rows.push(row);
      this.pattern.push(this.patternOf(row.duty.weekly));
      this.off.push(row.duty.off.length === 0 ? undefined : new Set(row.duty.off));
    }
    return this.rows.length;
  }

  get crews(): number {
    return this.rows.length;
  }

  get dutyStarts(): readonly number[] {
    const starts = new Set<number>();
    for (const { on } of this.patterns.values()) {
      for (let minute = 0; minute < MINUTES_PER_WEEK; minute++) {
        if (on[minute] === 1 && on[(minute + MINUTES_PER_WEEK - 1) % MINUTES_PER_WEEK] === 0) starts.add(minute * 60);
      }
    }
    return [...starts].sort((a, b) => a - b);
  }

  role(crew: number): Role {
    return this.rows[crew].role;
  }

  level(crew: number): Level {
    return this.rows[crew].level;
  }

  /** Equal lists are the same object. */
  matters(crew: number): readonly string[] {
    const { matters } = this.rows[crew];
    const key = matters.join('\n');
    const list = this.matterLists.get(key) ?? matters;
    this.matterLists.set(key, list);
    return list;
  }

  home(crew: number): Home {
    const { micro, grid, community, township, unit } = this.rows[crew].home;
    return {
      micro: micro ?? -1,
      grid: grid ?? -1,
      community: community ?? -1,
      township: township ?? -1,
      unit: unit ?? -1,
    };
  }

  x(crew: number): number {
    return this.rows[crew].x;
  }

  y(crew: number): number {
    return this.rows[crew].y;
  }

  onDuty(crew: number, at: number): boolean {
    const minutes = Math.floor(at / 60) + this.shift;
    const minute = minutes - Math.floor(minutes / MINUTES_PER_WEEK) * MINUTES_PER_WEEK;
    return this.pattern[crew].on[minute] === 1 && this.off[crew]?.has(Math.floor(at / DAY)) !== true;
  }

  duty(crew: number, from: number, to: number): Duty {
    const off = [...(this.off[crew] ?? [])].filter((day) => day >= from && day <= to);
    return { weekly: this.pattern[crew].weekly, off };
  }

  private patternOf(weekly: Duty['weekly']): Pattern {
    const key = JSON.stringify(weekly);
    const known = this.patterns.get(key);
    if (known !== undefined) return known;
    const on = new Uint8Array(MINUTES_PER_WEEK);
    for (const [from, to] of weekly) on.fill(1, from, to);
    const pattern = { weekly, on };
    this.patterns.set(key, pattern);
    return pattern;
  }
}

function check({ home, duty }: CrewRow, path: string, { rows }: Places): void {
  for (const level of ['unit', 'township', 'community', 'grid', 'micro'] as const) {
    const place = home[level];
    if (place !== null && place >= rows[level].length)
      throw unfit(`${path}.home.${level}`, `there is no ${level} ${place}`);
  }
  let end = 0;
  for (const [from, to] of duty.weekly) {
    if (from < end || to <= from) throw unfit(`${path}.duty.weekly`, 'spells rise and do not overlap');
    end = to;
  }
}
