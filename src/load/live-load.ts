import type { OperationName } from './history/record.ts';
import type { Judge } from './invariants/judge.ts';
import type { Standing } from './invariants/judgement.ts';
import type { Latencies } from './latencies.ts';
import type { Pace } from './pace.ts';
import type { OperationLog, Recorder } from './recorder.ts';
import type { ErrorKind, LoadSetting } from './result.ts';
import type { LoadWindow } from './window.ts';

/** Latencies of the measured time so far, seconds, over all operations; null where nothing was answered. */
export type Overall = Readonly<Record<'count' | 'p50' | 'p90' | 'p99' | 'max', number>> | null;

export interface LiveLoadSetting {
  readonly setting: LoadSetting;
  readonly window: LoadWindow;
  readonly pace: Pace;
  readonly recorder: Recorder;
  readonly judge: Judge;
}

/** What a load test shows of itself beside its seconds, and the one thing that can be changed while it runs: its pace. */
export class LiveLoad {
  readonly setting: LoadSetting;
  readonly window: LoadWindow;
  readonly pace: Pace;
  private readonly recorder: Recorder;
  private readonly judge: Judge;

  constructor({ setting, window, pace, recorder, judge }: LiveLoadSetting) {
    this.setting = setting;
    this.window = window;
    this.pace = pace;
    this.recorder = recorder;
    this.judge = judge;
  }

  get response(): Overall {
    return overall(this.recorder.measured.response);
  }

  get service(): Overall {
    return overall(this.recorder.measured.service);
  }

  /** Responses by how long they took: see `Latencies.doublings`. */
  get doublings(): readonly number[] {
    return [...this.recorder.measured.response.doublings];
  }

  /** By name, what is kept of the measured time so far. */
  get operations(): ReadonlyMap<OperationName, OperationLog> {
    return this.recorder.operations;
  }

  /** From a report sent to the first order of a crew, in the measured time so far. */
  get decide(): Latencies {
    return this.recorder.decide;
  }

  /** Operations of the measured time that started later than they may by the generator's own fault. */
  get late(): number {
    return this.recorder.late;
  }

  get standings(): readonly Standing[] {
    return this.judge.standings();
  }

  /** Failed attempts of the measured time, by kind. */
  get errors(): Readonly<Partial<Record<ErrorKind, number>>> {
    const sums: Partial<Record<ErrorKind, number>> = {};
    for (const { errors } of this.recorder.operations.values())
      for (const [kind, count] of errors) sums[kind] = (sums[kind] ?? 0) + count;
    return sums;
  }
}

function overall(latencies: Latencies): Overall {
  const { count } = latencies;
  if (count === 0) return null;
  const at = (percent: number) => latencies.percentile(percent);
  return { count, p50: at(50), p90: at(90), p99: at(99), max: latencies.max / 1000 };
}
