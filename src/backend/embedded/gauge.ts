import { DAY } from '../../kernel/time.ts';
import type { LevelGauge } from '../../port/backend.ts';

/** What a gauge reads of the centres it belongs to. */
interface Gauged {
  readonly waiting: number;
  /** Operator-seconds busy from time 0. */
  busyUntil(now: number): number;
  readonly kind: { readonly operators: Float64Array; readonly changes: readonly number[] };
}

/** Keeps the running totals of one level's centres. */
export class Gauge {
  private waitingNow = 0;
  private since = 0;
  private waiting = 0;
  private most = 0;

  /** So many more wait; `inCentre` in that centre afterwards. */
  change(now: number, waiting: number, inCentre: number): void {
    this.pass(now);
    this.waitingNow += waiting;
    if (inCentre > this.most) this.most = inCentre;
  }

  read(now: number, centres: readonly Gauged[]): LevelGauge {
    this.pass(now);
    const most = this.most;
    this.most = centres.reduce((largest, centre) => Math.max(largest, centre.waiting), 0);
    const busyIn = centres.map((centre) => centre.busyUntil(now));
    const busy = busyIn.reduce((sum, seconds) => sum + seconds, 0);
    return { waiting: this.waiting, most, busy, busyIn, onShift: onShift(now, centres) };
  }

  private pass(now: number): void {
    this.waiting += (now - this.since) * this.waitingNow;
    this.since = now;
  }
}

/** Operator-seconds on shift from time 0 to now; 0 where operators are not counted. */
function onShift(now: number, centres: readonly Gauged[]): number {
  const kind = centres[0]?.kind;
  if (kind === undefined || kind.operators[0] === Number.POSITIVE_INFINITY) return 0;
  const edges = [...new Set([0, ...kind.changes, DAY])].sort((a, b) => a - b);
  const upTo = (end: number) => {
    let sum = 0;
    for (let i = 0; i + 1 < edges.length && edges[i] < end; i++) {
      sum += kind.operators[edges[i] / 60] * (Math.min(end, edges[i + 1]) - edges[i]);
    }
    return sum;
  };
  return centres.length * (Math.floor(now / DAY) * upTo(DAY) + upTo(now % DAY));
}
