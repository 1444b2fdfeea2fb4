import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between looks. */
const INTERVAL = 10;
const NANOSECONDS = 1e-9;

/** How much later than it wants to the event loop of this thread gets round to things. Node counts the interval in. */
export class LoopDelay {
  private readonly delays = monitorEventLoopDelay({ resolution: INTERVAL });

  start(): void {
    this.delays.enable();
  }

  stop(): void {
    this.delays.disable();
  }

  /** Seconds; `percent` from 0 to 100. */
  percentile(percent: number): number {
    return beyondInterval(this.delays.percentile(percent));
  }

  get max(): number {
    return beyondInterval(this.delays.max);
  }
}

function beyondInterval(nanoseconds: number): number {
  return Math.max(0, nanoseconds * NANOSECONDS - INTERVAL / 1000);
}
