/** What may be sent to a machine that is not this one. */
export interface Caps {
  /** Operations in any second. */
  readonly perSecond: number;
  /** Operations in all, but for the reads that settle the history at its end. */
  readonly total: number;
}

/** Sending to another machine, unless told otherwise. [A] */
export const LOAD_CAPS: Caps = { perSecond: 50, total: 20_000 };

const SECOND = 1000;

/** Keeps what is sent within its caps: never more in any second than allowed, and no more in all. */
export class Throttle {
  readonly caps: Caps;
  /** Operations that had to wait for it. */
  held = 0;
  /** Operations that were not sent because no more are allowed. */
  unsent = 0;
  private used = 0;
  /** When the last so many were sent, as a ring: milliseconds of `performance.now()`. */
  private readonly sent: Float64Array;
  private place = 0;

  constructor(caps: Caps) {
    this.caps = caps;
    this.sent = new Float64Array(caps.perSecond).fill(Number.NEGATIVE_INFINITY);
  }

  /** Milliseconds until one more may be sent; 0 now. */
  wait(now: number): number {
    return Math.max(0, this.sent[this.place] + SECOND - now);
  }

  get isSpent(): boolean {
    return this.used >= this.caps.total;
  }

  /** One is sent; `counts` toward the total. */
  take(now: number, counts: boolean): void {
    this.sent[this.place] = now;
    this.place = (this.place + 1) % this.sent.length;
    if (counts) this.used++;
  }
}
