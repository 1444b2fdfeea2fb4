import { OPEN_NAMES, type OpenName, type OpenOperation } from './operation.ts';

/** How many operations start in each second of wall time, per name. */
export interface Rates {
  /** Seconds of wall time from the first to the last operation's second. */
  readonly seconds: number;
  readonly perSecond: Readonly<Record<OpenName, readonly number[]>>;
  readonly total: Readonly<Record<OpenName, number>>;
}

/** Most operations, of any name, that start in one second. */
export function peakOf({ seconds, perSecond }: Rates): number {
  const counts = Object.values(perSecond);
  let most = 0;
  for (let second = 0; second < seconds; second++)
    most = Math.max(
      most,
      counts.reduce((sum, list) => sum + list[second], 0),
    );
  return most;
}

/** Counts operations into seconds of wall time since the start. */
export class RateCounter {
  private readonly from: number;
  private readonly speed: number;
  private readonly counts: Record<OpenName, number[]> = { report: [], visits: [], read: [], list: [] };
  private seconds = 0;

  /** `from`: simulated time of the start; `speed`: simulated over wall seconds. */
  constructor(from: number, speed: number) {
    this.from = from;
    this.speed = speed;
  }

  add({ at, name }: Pick<OpenOperation, 'at' | 'name'>): void {
    const second = Math.max(0, Math.floor((at - this.from) / this.speed));
    const counts = this.counts[name];
    while (counts.length <= second) counts.push(0);
    counts[second]++;
    this.seconds = Math.max(this.seconds, second + 1);
  }

  /** All lists have the same length, `seconds`. */
  rates(): Rates {
    const whole = (counts: readonly number[]) => Array.from({ length: this.seconds }, (_, i) => counts[i] ?? 0);
    const byName = <T>(value: (counts: readonly number[]) => T) =>
      Object.fromEntries(OPEN_NAMES.map((name) => [name, value(this.counts[name])])) as Record<OpenName, T>;
    return {
      seconds: this.seconds,
      perSecond: byName(whole),
      total: byName((counts) => counts.reduce((sum, count) => sum + count, 0)),
    };
  }
}
