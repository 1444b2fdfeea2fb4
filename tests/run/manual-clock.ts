import type { WallClock } from '../../src/run/wall-clock.ts';

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** Wall time that a test moves on; timers fire in order, after whole milliseconds as Node's, promises are kept in between. */
export class ManualClock implements WallClock {
  private time = 1000;
  private timers: Timer[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { due: this.time + Math.max(1, Math.ceil(milliseconds)), call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settled();
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.due - b.due)[0];
      if (next === undefined || next.due > end) break;
      this.time = next.due;
      this.timers = this.timers.filter((other) => other !== next);
      next.call();
      await settled();
    }
    this.time = end;
  }
}

/** Lets everything that only waits for promises happen. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
