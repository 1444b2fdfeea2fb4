import type { Permission } from '../backend/outside.ts';
import type { City } from '../city/city.ts';
import { Field } from '../field/field.ts';
import { SILENT } from '../field/observer.ts';
import { sparsePercentile } from '../kernel/histogram.ts';
import { DAY } from '../kernel/time.ts';
import type { Backend } from '../port/backend.ts';
import type { Scenario } from '../scenario/schema.ts';
import { createBackend } from './backends.ts';
import { Collector } from './measures/collector.ts';
import { operatorCells, operatorScalars } from './measures/operators.ts';
import { GAP_PERCENTILE } from './measures/patrol.ts';
import { ownQuantiles } from './measures/percentiles.ts';
import { STEP, type Window, windowOf } from './measures/window.ts';
import type { ReplicationRecord } from './record.ts';
import { Relay } from './relay.ts';
import type { OutsideAccount } from './result.ts';
import { Trace } from './trace.ts';
import { VirtualDriver } from './virtual.ts';

/** What all replications of a run have in common. */
export interface Plan {
  readonly scenario: Scenario;
  readonly city: City;
  readonly backend: string;
  /** What a backend outside may do. */
  readonly permission?: Permission | undefined;
  readonly traceDirectory?: string | undefined;
}

/** Simulates one replication from warm-up to the last case of the cohort. `dayPassed` is awaited once a simulated day. */
export async function runReplication(
  plan: Plan,
  replication: number,
  dayPassed: () => Promise<void> | undefined = () => undefined,
): Promise<ReplicationRecord> {
  const { scenario, city, traceDirectory } = plan;
  const window = windowOf(scenario.horizon);
  const backend = await createBackend(plan.backend, scenario, replication, plan.permission);
  const field = new Field(scenario, city, replication, SILENT, backend.capabilities.notices);
  const collector = new Collector(field.world, window);
  const trace = traceDirectory === undefined ? undefined : new Trace(field.world, traceDirectory, replication);
  field.observe(trace === undefined ? collector : new Relay([collector, trace]));
  try {
    const driver = new VirtualDriver(field, backend);
    const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
    await backend.start(city, field.roster, clock, driver.push);
    const record = await measure(field, backend, driver, collector, window, dayPassed);
    trace?.runEnds(field.now);
    const outside = outsideOf(backend);
    return outside === undefined ? record : { ...record, outside };
  } finally {
    await backend.stop();
    trace?.close();
  }
}

async function measure(
  field: Field,
  backend: Backend,
  driver: VirtualDriver,
  collector: Collector,
  window: Window,
  dayPassed: () => Promise<void> | undefined,
): Promise<ReplicationRecord> {
  const passTo = async (until: number) => {
    while (field.now < until) {
      await driver.runUntil(Math.min(until, field.now + DAY));
      await dayPassed();
    }
  };
  await passTo(window.from);
  const handledBefore = field.counts().handled;
  const gaugesBefore = backend.gauges?.(window.from) ?? {};
  await passTo(window.to);
  collector.windowEnds();
  const handled = field.counts().handled - handledBefore;
  const gauges = backend.gauges?.(window.to) ?? {};
  while (collector.pending > 0 && field.now < window.end) {
    await driver.runUntil(Math.min(window.end, field.now + STEP));
    if (field.now % DAY === 0) await dayPassed();
  }
  const record = collector.record(handled);
  const { ages, ageless } = record.patrol;
  const gap = sparsePercentile(ages.bins, ages.counts, GAP_PERCENTILE, ageless);
  return {
    ...record,
    scalars: { ...record.scalars, ...operatorScalars(gaugesBefore, gauges, window.to - window.from, field.world.city) },
    quantiles: ownQuantiles(record.stages, collector.cells),
    gapQuantile: gap.censored ? Number.NaN : gap.value,
    operators: operatorCells(gaugesBefore, gauges, collector.cells),
  };
}

/** Nothing for a backend that needs no help and of which nothing is to be told. */
function outsideOf(backend: Backend): OutsideAccount | undefined {
  const { help } = backend.capabilities;
  const told = backend.remarks?.() ?? [];
  if (help === undefined && told.length === 0) return undefined;
  return { ...(help && { help }), remarks: told };
}
