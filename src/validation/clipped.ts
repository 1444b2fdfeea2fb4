/** A queue between two moments, seen from both sides of Little's law. */
export interface BothSides {
  /** Integral of the number present, customer-seconds. */
  readonly present: number;
  /** Sum of the customers' times in it, seconds, as far as they lie in the window. */
  readonly times: number;
}

/** Sums times in a queue, clipped to a window, and (unless something else counts them) the number present over time. */
export class Clipped {
  private readonly from: number;
  private readonly to: number;
  private readonly inside = new Map<number, number>();
  private number = 0;
  private since: number;
  private present = 0;
  private times = 0;

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
    this.since = from;
  }

  /** Somebody has been in the queue since `now`. */
  joined(customer: number, now: number): void {
    this.pass(now);
    this.number++;
    this.inside.set(customer, now);
  }

  /** Who joined at `since`, by the customer's own record, has left; nothing happens for who is not in it. */
  left(customer: number, since: number | undefined, now: number): void {
    const joined = this.inside.get(customer);
    if (joined === undefined) return;
    this.pass(now);
    this.number--;
    this.inside.delete(customer);
    this.times += this.clip(since ?? joined, now);
  }

  bothSides(): BothSides {
    this.pass(this.to);
    let times = this.times;
    for (const joined of this.inside.values()) times += this.clip(joined, this.to);
    return { present: this.present, times };
  }

  private pass(now: number): void {
    const until = Math.min(now, this.to);
    if (until <= this.since) return;
    this.present += this.number * (until - this.since);
    this.since = until;
  }

  private clip(from: number, to: number): number {
    return Math.max(0, Math.min(to, this.to) - Math.max(from, this.from));
  }
}
