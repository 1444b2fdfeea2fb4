import { STEP, type Window, within } from './window.ts';

/** Steps of the window: counts of events in each, and stocks at its beginning. Means over nothing are NaN. */
export type SeriesRecord = Readonly<Record<string, Float64Array>>;

/** What happens in the window, per quarter of an hour. */
export class SeriesLog {
  private readonly occurred: Float64Array;
  private readonly reported: Float64Array;
  private readonly closed: Float64Array;
  private readonly open: Float64Array;
  private readonly waiting: Float64Array;
  private readonly dispatchSum: Float64Array;
  private readonly dispatchCount: Float64Array;
  /** Crew-steps busy: in the steps in which spells begin or end, and the change of the whole steps between. */
  private readonly busyParts: Float64Array;
  private readonly busyChange: Float64Array;
  private readonly window: Window;

  constructor(window: Window) {
    const steps = () => new Float64Array((window.to - window.from) / STEP);
    this.window = window;
    this.occurred = steps();
    this.reported = steps();
    this.closed = steps();
    this.open = steps();
    this.waiting = steps();
    this.dispatchSum = steps();
    this.dispatchCount = steps();
    this.busyParts = new Float64Array(this.open.length + 1);
    this.busyChange = new Float64Array(this.open.length + 2);
  }

  occurs(now: number): void {
    this.count(this.occurred, now);
  }

  reports(now: number): void {
    this.count(this.reported, now);
  }

  closes(now: number): void {
    this.count(this.closed, now);
  }

  /** A dispatch time (restricted) of an incident reported at `reported`. */
  dispatch(reported: number, seconds: number): void {
    const step = this.step(reported);
    this.dispatchSum[step] += seconds;
    this.dispatchCount[step]++;
  }

  sampled(now: number, open: number, waiting: number): void {
    if (!within(this.window, now)) return;
    this.open[this.step(now)] = open;
    this.waiting[this.step(now)] = waiting;
  }

  /** A crew was busy between two times within the window. */
  busy(from: number, to: number): void {
    const begin = (from - this.window.from) / STEP;
    const end = (to - this.window.from) / STEP;
    const first = Math.floor(begin);
    const last = Math.floor(end);
    if (first === last) {
      this.busyParts[first] += end - begin;
      return;
    }
    this.busyParts[first] += first + 1 - begin;
    this.busyParts[last] += end - last;
    this.busyChange[first + 1]++;
    this.busyChange[last]--;
  }

  record(): SeriesRecord {
    let whole = 0;
    const busy = this.open.map((_, step) => {
      whole += this.busyChange[step];
      return whole + this.busyParts[step];
    });
    return {
      'incidents.occurred': this.occurred,
      'incidents.reported': this.reported,
      'incidents.closed': this.closed,
      'incidents.open': this.open,
      'incidents.waiting': this.waiting,
      'dispatch.mean': this.dispatchSum.map((sum, step) => sum / this.dispatchCount[step]),
      'crews.busy': busy,
    };
  }

  private count(steps: Float64Array, now: number): void {
    if (within(this.window, now)) steps[this.step(now)]++;
  }

  private step(now: number): number {
    return Math.floor((now - this.window.from) / STEP);
  }
}
