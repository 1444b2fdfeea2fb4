import { HOUR, MINUTE } from '../../kernel/time.ts';
import type { Field, LogMap } from '../map/schema.ts';
import { writtenAs } from '../map/schema.ts';
import type { Damage, DamageLog } from './damage.ts';
import { UnitFinder, type UnitPlaces } from './places.ts';
import { type LogRows, type Positions, type Texts, UNKNOWN } from './rows.ts';
import { dayNumber, type TimeFault, TimeReader } from './times.ts';
import type { Zone } from './zone.ts';

/** What a row holds under each field, as text; undefined where the log has no such column. */
export type Cells = (field: Field) => string | undefined;

const STAGES = ['dispatched', 'arrived', 'closed'] as const;

export interface Names {
  readonly categories: Texts;
  readonly channels: Texts;
  readonly areas: Texts;
}

/** Turns one row of text after another into numbers, and counts what cannot be read. */
export class RowReader {
  /** The latest time seen, seconds since 1970 (universal): until then the log knows what was closed. */
  latest = Number.NEGATIVE_INFINITY;
  readonly positions: Positions = { rows: 0, outside: 0, west: 180, south: 90, east: -180, north: -90 };
  /** All times so far are whole minutes. */
  wholeMinutes = true;
  private readonly rows: LogRows;
  private readonly names: Names;
  private readonly damage: DamageLog;
  private readonly times: Record<'opened' | 'target' | (typeof STAGES)[number], TimeReader>;
  private readonly targetInHours: boolean;
  private readonly finder: UnitFinder | undefined;

  constructor(map: LogMap, zone: Zone, rows: LogRows, names: Names, damage: DamageLog, places: UnitPlaces | undefined) {
    this.finder = places && new UnitFinder(places);
    this.rows = rows;
    this.names = names;
    this.damage = damage;
    this.targetInHours = map.target === 'hours';
    const [year = 1970, month = 1, day = 1] = (map.time.origin ?? '1970-01-01').split('-').map(Number);
    const reader = (field: Parameters<typeof writtenAs>[1]) =>
      new TimeReader(zone, map.time.zone, writtenAs(map, field), dayNumber(year, month, day));
    this.times = {
      opened: reader('opened'),
      dispatched: reader('dispatched'),
      arrived: reader('arrived'),
      closed: reader('closed'),
      target: reader('target'),
    };
  }

  /** `line`: of the file, for the examples of what could not be read. */
  read(cells: Cells, line: number): void {
    const text = cells('opened') ?? '';
    if (isEmpty(text)) {
      this.damage.add('openedMissing', line, cells('category') ?? '');
      return;
    }
    const { opened } = this.times;
    const fault = opened.read(text);
    if (fault !== undefined) {
      this.damage.add(openedDamage(fault), line, text);
      return;
    }
    const { rows, names } = this;
    const row = rows.length++;
    rows.opened.set(row, opened.local);
    rows.utc.set(row, opened.utc);
    if (opened.utc > this.latest) this.latest = opened.utc;
    if (this.wholeMinutes && opened.utc % MINUTE !== 0) this.wholeMinutes = false;
    this.readStages(row, cells, line);
    rows.due.set(row, this.readTarget(cells('target'), opened.utc, line));
    const category = cells('category') ?? '';
    if (category.includes('\uFFFD')) {
      this.damage.add('encoding', line, category);
      rows.category.set(row, 0);
    } else rows.category.set(row, names.categories.of(category));
    rows.channel.set(row, names.channels.of(cells('channel') ?? ''));
    rows.area.set(row, names.areas.of(cells('area') ?? ''));
    rows.unit.set(row, this.readPosition(cells, line));
  }

  private readStages(row: number, cells: Cells, line: number): void {
    const { rows, times, damage } = this;
    const { utc } = times.opened;
    let before = 0;
    for (const stage of STAGES) {
      const text = cells(stage);
      let seconds = Number.NaN;
      if (text !== undefined && !isEmpty(text)) {
        const fault = times[stage].read(text);
        if (fault !== undefined) {
          damage.add(fault === 'ambiguous' ? 'ambiguousDate' : 'timeUnreadable', line, `${stage}: ${text}`);
          seconds = UNKNOWN;
        } else {
          seconds = times[stage].utc - utc;
          if (seconds < before) seconds = times[stage].lastUtc() - utc;
          if (seconds < before) {
            damage.add('order', line, `${stage}: ${text}`);
            seconds = UNKNOWN;
          } else {
            before = seconds;
            this.latest = Math.max(this.latest, utc + seconds);
          }
        }
      }
      rows[stage].set(row, seconds);
    }
  }

  private readTarget(text: string | undefined, opened: number, line: number): number {
    if (text === undefined || isEmpty(text)) return Number.NaN;
    if (this.targetInHours) {
      const hours = Number(text);
      if (hours > 0) return hours * HOUR;
    } else if (this.times.target.read(text) === undefined && this.times.target.utc >= opened) {
      return this.times.target.utc - opened;
    }
    this.damage.add('targetUnreadable', line, text);
    return Number.NaN;
  }

  /** The unit, as `LogRows` has it. */
  private readPosition(cells: Cells, line: number): number {
    const [east, north] = [cells('longitude') ?? '', cells('latitude') ?? ''];
    if (isEmpty(east) && isEmpty(north)) return 0;
    const [longitude, latitude] = [degrees(east), degrees(north)];
    const good = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && (longitude !== 0 || latitude !== 0);
    if (!good) {
      this.damage.add('position', line, `${east} ${north}`);
      return 0;
    }
    const { positions } = this;
    positions.rows++;
    positions.west = Math.min(positions.west, longitude);
    positions.east = Math.max(positions.east, longitude);
    positions.south = Math.min(positions.south, latitude);
    positions.north = Math.max(positions.north, latitude);
    const unit = this.finder?.find(longitude, latitude) ?? 0;
    if (this.finder !== undefined && unit === 0) positions.outside++;
    return unit;
  }
}

function degrees(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Nothing, or one of the words that databases write for nothing. */
function isEmpty(text: string): boolean {
  return text === '' || /^\s*(?:null|n\/a|na|none|nan|-)?\s*$/i.test(text);
}

function openedDamage(fault: TimeFault): Damage {
  if (fault === 'ambiguous') return 'ambiguousDate';
  return fault === 'implausible' ? 'openedFarOff' : 'openedUnreadable';
}
