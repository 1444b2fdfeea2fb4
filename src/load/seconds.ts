import type { Cases } from './cases.ts';
import type { Judge } from './invariants/judge.ts';
import type { Latencies } from './latencies.ts';
import type { Phase, Second } from './live.ts';
import type { Pace } from './pace.ts';
import type { Recorder } from './recorder.ts';
import type { Sender } from './sender.ts';
import type { Source } from './source.ts';

const SECOND = 1000;

export interface SecondsSetting {
  readonly zero: number;
  readonly pace: Pace;
  readonly recorder: Recorder;
  readonly sender: Sender;
  readonly source: Source;
  readonly cases: Cases;
  readonly judge: Judge;
  readonly onSecond: (second: Second) => void;
}

/** Looks at a load test once a wall second, and keeps what it saw. */
export class Seconds {
  readonly all: Second[] = [];
  phase: Phase = 'provision';
  private readonly setting: SecondsSetting;
  private readonly timer: NodeJS.Timeout;

  constructor(setting: SecondsSetting) {
    this.setting = setting;
    this.timer = setInterval(() => this.look(), SECOND);
  }

  /** The last, broken second counts as one. */
  end(): void {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    const { zero, pace, recorder, sender, source, cases, judge, onSecond } = this.setting;
    const { due, started, answered, failed, orders, late, response, service, byName } = recorder.second;
    const violations = judge.standings().reduce((sum, standing) => sum + standing.violations, 0);
    const second: Second = {
      at: (performance.now() - zero) / SECOND,
      simulated: source.driver.simulated,
      phase: this.phase,
      speed: pace.speed,
      due,
      started,
      answered,
      failed,
      inFlight: sender.inFlight,
      waiting: sender.waiting,
      response: quick(response),
      service: quick(service),
      orders,
      undecided: cases.undecided,
      open: cases.open,
      busyCrews: source.watch?.busy.size ?? 0,
      violations,
      late: late / SECOND,
      byName,
    };
    recorder.second.reset();
    this.all.push(second);
    onSecond(second);
  }
}

function quick(latencies: Latencies): Second['response'] {
  if (latencies.count === 0) return null;
  const at = (percent: number) => latencies.percentile(percent);
  return { p50: at(50), p90: at(90), p95: at(95), p99: at(99) };
}
