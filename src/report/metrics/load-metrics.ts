import { DOUBLING_BOUNDS, type Latencies } from '../../load/latencies.ts';
import { PHASES, type Phase, type Second } from '../../load/live.ts';
import type { LiveLoad } from '../../load/live-load.ts';
import { LoopDelay } from '../../load/loop-delay.ts';
import type { OperationLog } from '../../load/recorder.ts';
import { type Counts, exposition, type Family, type Labels, type Sample } from './exposition.ts';

const NAMESPACE = 'gridbeat_load_';
const PERCENTS = [50, 99] as const;
/** Counts of whole seconds that add up over the load. */
const SUMS = ['due', 'started', 'answered', 'failed', 'orders'] as const;

/** What is the same over the whole load. */
export interface LoadInfo {
  readonly scenario: string;
  readonly seed: string;
  readonly backend: string;
  readonly version: string;
}

/**
 * A running load as metrics. It only looks: what is counted by name, and the histograms, is what the load itself keeps of
 * the measured time; the rest is as of the last whole wall second.
 */
export class LoadMetrics {
  private readonly info: LoadInfo;
  private readonly loopDelay = new LoopDelay();
  private readonly sums: Record<(typeof SUMS)[number], number> = {
    due: 0,
    started: 0,
    answered: 0,
    failed: 0,
    orders: 0,
  };
  private phase: Phase = 'provision';
  private second: Second | undefined;
  private live: LiveLoad | undefined;

  constructor(info: LoadInfo) {
    this.info = info;
    this.loopDelay.start();
  }

  readonly onPhase = (phase: Phase): void => {
    this.phase = phase;
  };

  readonly onSecond = (second: Second): void => {
    this.second = second;
    for (const name of SUMS) this.sums[name] += second[name];
  };

  readonly onLive = (live: LiveLoad): void => {
    this.live = live;
  };

  end(): void {
    this.loopDelay.stop();
  }

  /** All of it in the text format. */
  text(): string {
    return exposition([...this.state(), ...this.totals(), ...this.operations(), ...this.generator()]);
  }

  private state(): Family[] {
    const { second, live } = this;
    const phases = PHASES.map((phase): Sample => [{ phase }, Number(phase === this.phase)]);
    const violations = live?.standings.map((one): Sample => [{ invariant: one.name }, one.violations]) ?? [];
    const checked = live?.standings.map((one): Sample => [{ invariant: one.name }, one.checked]) ?? [];
    return [
      gauge('info', 'What is sent at whom; always 1', [[{ ...this.info }, 1]]),
      gauge('phase', '1 for the phase that the load is in', phases),
      gauge('simulated_seconds', "Simulated time since the scenario's start", plain(second?.simulated)),
      gauge('speed', 'Simulated over wall seconds; 0 in a pause', plain(second?.speed)),
      gauge('in_flight', 'Operations sent and not answered', plain(second?.inFlight)),
      gauge('waiting', 'Operations due and not sent', plain(second?.waiting)),
      gauge('undecided_reports', 'Reports accepted and not decided upon', plain(second?.undecided)),
      gauge('open_cases', 'Cases filed and not closed', plain(second?.open)),
      gauge('busy_crews', 'Crews on a job', plain(second?.busyCrews)),
      counter('violations_total', 'Violations of an invariant found so far', violations),
      counter('checks_total', 'Chances of a violation of an invariant so far', checked),
    ];
  }

  private totals(): Family[] {
    const { due, started, answered, failed, orders } = this.sums;
    return [
      counter('due_total', 'Operations whose intended start has come, whole load', plain(due)),
      counter('started_total', 'Operations sent, whole load', plain(started)),
      counter('answered_total', 'Operations answered as agreed, whole load', plain(answered)),
      counter('failed_attempts_total', 'Attempts that brought no right answer, whole load', plain(failed)),
      counter('orders_total', 'Orders received, whole load', plain(orders)),
    ];
  }

  private operations(): Family[] {
    const logs = [...(this.live?.operations ?? [])].filter(([, { count }]) => count > 0);
    const each = (samples: (log: OperationLog, operation: Labels) => Sample[]) =>
      logs.flatMap(([operation, log]) => samples(log, { operation }));
    const results = each(({ ok, response }, operation) => [
      [{ ...operation, result: 'ok' }, ok],
      [{ ...operation, result: 'failed' }, response.count - ok],
    ]);
    const errors = each(({ errors }, operation) => [...errors].map(([kind, count]) => [{ ...operation, kind }, count]));
    const latencies = (of: 'response' | 'service') => logs.map(([operation, log]) => countsOf(log[of], { operation }));
    const decide = this.live === undefined ? [] : [countsOf(this.live.decide, {})];
    return [
      counter('operations_total', 'Operations of the measured time that are over', results),
      counter('errors_total', 'Failed attempts of the measured time', errors),
      histogram('response_seconds', 'From the intended start to the answer, measured time', latencies('response')),
      histogram('service_seconds', 'From the sending to the answer, measured time', latencies('service')),
      histogram('decide_seconds', 'From a report sent to the first order of a crew, measured time', decide),
    ];
  }

  private generator(): Family[] {
    const delays = PERCENTS.map((percent) => {
      const help = `Delay of the generator's event loop, percentile ${percent} since the load's start`;
      return gauge(`event_loop_delay_p${percent}_seconds`, help, plain(this.loopDelay.percentile(percent)));
    });
    return [
      counter(
        'late_total',
        'Operations started too late by the generator itself, measured time',
        plain(this.live?.late),
      ),
      ...delays,
    ];
  }
}

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name: NAMESPACE + name, help, type: 'gauge', samples };
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  return { name: NAMESPACE + name, help, type: 'counter', samples };
}

function histogram(name: string, help: string, series: readonly Counts[]): Family {
  return { name: NAMESPACE + name, help, type: 'histogram', bounds: DOUBLING_BOUNDS, series };
}

function plain(value: number | undefined): Sample[] {
  return value === undefined ? [] : [[{}, value]];
}

function countsOf({ doublings, total }: Latencies, labels: Labels): Counts {
  return { labels, counts: [...doublings], sum: total };
}
