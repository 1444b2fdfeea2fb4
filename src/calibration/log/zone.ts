import { IANAZone } from 'luxon';
import { DAY } from '../../kernel/time.ts';

/** Offsets change at most on such steps of local and of universal time. */
const STEP = 900;

/** Offsets of a time zone in seconds, each quarter of an hour looked up once. */
export class Zone {
  private readonly zone: IANAZone;
  private readonly universal = new Map<number, number>();
  private readonly local = new Map<number, number>();
  private lastStep = Number.NaN;
  private lastOffset = 0;

  constructor(name: string) {
    this.zone = new IANAZone(name);
  }

  /** Local minus universal time at `utc` seconds since 1970. */
  offsetAt(utc: number): number {
    const step = Math.floor(utc / STEP);
    let offset = this.universal.get(step);
    if (offset === undefined) {
      offset = this.zone.offset(step * STEP * 1000) * 60;
      this.universal.set(step, offset);
    }
    return offset;
  }

  /** The same at `local` seconds since 1970 on the wall; of an hour that comes twice the first, one left out is moved on. */
  offsetAtLocal(local: number): number {
    const step = Math.floor(local / STEP);
    if (step === this.lastStep) return this.lastOffset;
    let offset = this.local.get(step);
    if (offset === undefined) {
      const at = step * STEP;
      const before = this.offsetAt(at - DAY);
      const after = this.offsetAt(at + DAY);
      // Of two that fit, the larger one is the earlier instant; none fits in an hour that is left out.
      const fits = [Math.max(before, after), Math.min(before, after)].find((o) => this.offsetAt(at - o) === o);
      offset = fits ?? before;
      this.local.set(step, offset);
    }
    this.lastStep = step;
    this.lastOffset = offset;
    return offset;
  }

  /** The last instant at which the wall shows `local`: later than the first where an hour comes twice. */
  lastUtc(local: number): number {
    const first = this.offsetAtLocal(local);
    const after = this.offsetAt(local + DAY);
    return local - (this.offsetAt(local - after) === after ? after : first);
  }
}
