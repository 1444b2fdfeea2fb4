import { DateTime } from 'luxon';
import { DAY, HOUR, MINUTE } from '../../kernel/time.ts';
import type { TimeColumn } from '../map/schema.ts';
import type { Zone } from './zone.ts';

/** Why a text is no time. */
export type TimeFault = 'unreadable' | 'ambiguous' | 'noSuchDate' | 'implausible';

/** Years before and after which a time is a slip, [A]. */
const FIRST_YEAR = 1980;
const LAST_YEAR = 2100;
/** What names an offset or an instant in a format of luxon's. */
const OFFSET = /[ZzXx]/;
const NUMBERS = new Set(['epochSeconds', 'epochMilliseconds', 'secondsSince']);

/** Days from 1 January 1970 to a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/**
 * Reads times as they stand in one column. After a `read` that finds nothing wrong, `utc` is in seconds since 1970 and
 * `local` is the same instant on the wall of the zone. Dates in numbers are read by own code, a tenth of a microsecond
 * each, explicit formats by luxon.
 */
export class TimeReader {
  utc = 0;
  local = 0;
  /** The text named a time on the wall, and no offset. */
  private onWall = false;
  private readonly zone: Zone;
  private readonly zoneName: string;
  private readonly way: TimeColumn;
  private readonly origin: number;
  private readonly parts = new Float64Array(8);
  private readonly parser: ReturnType<typeof DateTime.buildFormatParser> | undefined;

  /** `origin`: days from 1970 to the day that `secondsSince` counts from. */
  constructor(zone: Zone, zoneName: string, way: TimeColumn, origin = 0) {
    this.zone = zone;
    this.zoneName = zoneName;
    this.way = way;
    this.origin = origin * DAY;
    const { format } = way;
    if (format !== undefined && !NUMBERS.has(format)) this.parser = DateTime.buildFormatParser(format);
  }

  read(text: string): TimeFault | undefined {
    const fault = this.parser === undefined ? this.scan(text) : this.parse(text);
    if (fault !== undefined) return fault;
    const year = 1970 + this.local / (365.2425 * DAY);
    // What no calendar knows is not a number.
    return year >= FIRST_YEAR && year < LAST_YEAR ? undefined : 'implausible';
  }

  private parse(text: string): TimeFault | undefined {
    const at = DateTime.fromFormatParser(text.trim(), this.parser as NonNullable<typeof this.parser>, {
      zone: this.zoneName,
    });
    if (!at.isValid) return 'unreadable';
    this.setUtc(at.toSeconds());
    this.onWall = !OFFSET.test(this.way.format ?? '');
    return undefined;
  }

  /** Of an hour that comes twice `utc` is in the first; the same reading in the second. */
  lastUtc(): number {
    return this.onWall ? this.zone.lastUtc(this.local) : this.utc;
  }

  private setUtc(utc: number): void {
    this.onWall = false;
    this.utc = utc;
    this.local = utc + this.zone.offsetAt(utc);
  }

  private setLocal(local: number): void {
    this.onWall = true;
    this.local = local;
    this.utc = local - this.zone.offsetAtLocal(local);
  }

  private number(text: string): TimeFault | undefined {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) return 'unreadable';
    if (this.way.format === 'secondsSince') this.setLocal(this.origin + value);
    else this.setUtc(this.way.format === 'epochMilliseconds' ? value / 1000 : value);
    return undefined;
  }

  /** Runs of digits with anything usual between them; then what they mean. */
  private scan(text: string): TimeFault | undefined {
    if (this.way.format !== undefined) return this.number(text);
    const { parts } = this;
    let count = 0;
    let digits = 0;
    let firstDigits = 0;
    let thirdDigits = 0;
    let fraction = 0;
    let half = 0;
    let offset = Number.NaN;
    let i = 0;
    const end = text.length;
    while (i < end) {
      const c = text.charCodeAt(i);
      if (c >= 48 && c <= 57) {
        let value = 0;
        digits = 0;
        while (i < end) {
          const d = text.charCodeAt(i) - 48;
          if (d < 0 || d > 9) break;
          value = value * 10 + d;
          digits++;
          i++;
        }
        if (count >= 6 || digits > 9) return 'unreadable';
        if (count === 0) firstDigits = digits;
        if (count === 2) thirdDigits = digits;
        parts[count++] = value;
        // After the seconds, or after the minutes of a clock, a point begins a fraction.
        if (count === 6 && i < end && (text.charCodeAt(i) === 46 || text.charCodeAt(i) === 44)) {
          i++;
          let scale = 0.1;
          while (i < end && text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) {
            fraction += (text.charCodeAt(i) - 48) * scale;
            scale /= 10;
            i++;
          }
        }
        continue;
      }
      if ((c === 43 || c === 45) && count >= 5) {
        const zone = /^([+-])(\d{2}):?(\d{2})?\s*$/.exec(text.slice(i));
        if (zone === null) return 'unreadable';
        const size = Number(zone[2]) * HOUR + Number(zone[3] ?? 0) * MINUTE;
        offset = zone[1] === '-' ? -size : size;
        break;
      }
      if (c === 90 || c === 122) {
        if (count < 5 || text.slice(i + 1).trim() !== '') return 'unreadable';
        offset = 0;
        break;
      }
      if (c === 65 || c === 97 || c === 80 || c === 112) {
        const next = text.charCodeAt(i + 1);
        if ((next !== 77 && next !== 109) || count < 4) return 'unreadable';
        half = c === 65 || c === 97 ? 1 : 2;
        i += 2;
        continue;
      }
      if (!isBetween(c)) return 'unreadable';
      i++;
    }
    if (count < 3) return 'unreadable';
    return this.assemble(count, firstDigits, thirdDigits, fraction, half, offset);
  }

  private assemble(
    count: number,
    firstDigits: number,
    thirdDigits: number,
    fraction: number,
    half: number,
    offset: number,
  ): TimeFault | undefined {
    const { parts } = this;
    let year = parts[0];
    let month = parts[1];
    let day = parts[2];
    if (firstDigits !== 4) {
      if (thirdDigits !== 4 && this.way.dates !== 'yearFirst') {
        if (thirdDigits !== 2 || this.way.dates === undefined) return 'ambiguous';
      }
      if (this.way.dates === 'yearFirst') year += 2000;
      else {
        year = thirdDigits === 2 ? 2000 + parts[2] : parts[2];
        const dayFirst = this.way.dates === 'dayFirst' || (this.way.dates === undefined && parts[0] > 12);
        const monthFirst = this.way.dates === 'monthFirst' || (this.way.dates === undefined && parts[1] > 12);
        if (!dayFirst && !monthFirst && parts[0] !== parts[1]) return 'ambiguous';
        day = dayFirst ? parts[0] : parts[1];
        month = dayFirst ? parts[1] : parts[0];
      }
    }
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return 'noSuchDate';
    let hour = count > 3 ? parts[3] : 0;
    const minute = count > 4 ? parts[4] : 0;
    const second = count > 5 ? parts[5] : 0;
    if (half !== 0) {
      if (hour < 1 || hour > 12) return 'noSuchDate';
      hour = (hour % 12) + (half === 2 ? 12 : 0);
    }
    if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return 'noSuchDate';
    const wall = dayNumber(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second + fraction;
    if (Number.isNaN(offset)) this.setLocal(wall);
    else this.setUtc(wall - offset);
    return undefined;
  }
}

/** Space, T, and the marks between the numbers of dates and times, Chinese ones included. */
function isBetween(c: number): boolean {
  switch (c) {
    case 9:
    case 32:
    case 44:
    case 45:
    case 46:
    case 47:
    case 58:
    case 84:
    case 116:
    case 160:
    case 0x202f:
    case 0x5e74:
    case 0x6708:
    case 0x65e5:
    case 0x65f6:
    case 0x5206:
    case 0x79d2:
      return true;
    default:
      return false;
  }
}
