import { join } from 'node:path';
import type { City } from '../city/city.ts';
import { Field } from '../field/field.ts';
import type { Observer } from '../field/observer.ts';
import { sparsePercentile } from '../kernel/histogram.ts';
import type { Backend } from '../port/backend.ts';
import type { Scenario } from '../scenario/schema.ts';
import { createBackend } from './backends.ts';
import { Cells } from './measures/cells.ts';
import { Collector } from './measures/collector.ts';
import { operatorScalars } from './measures/operators.ts';
import { ownQuantiles } from './measures/percentiles.ts';
import { DAY, STEP, type Window, windowOf } from './measures/window.ts';
import type { ReplicationRecord } from './record.ts';
import { Relay } from './relay.ts';
import { Trace } from './trace.ts';
import { VirtualDriver } from './virtual.ts';

/** What all replications of a run have in common. */
export interface Plan {
  readonly scenario: Scenario;
  readonly city: City;
  readonly backend: string;
  readonly traceDirectory?: string | undefined;
}

/** Simulates one replication from warm-up to the last case of the cohort. `dayPassed` is awaited once a simulated day. */
export async function runReplication(
  plan: Plan,
  replication: number,
  dayPassed: () => Promise<void> | undefined = () => undefined,
): Promise<ReplicationRecord> {
  const { scenario, city } = plan;
  const window = windowOf(scenario.horizon);
  const backend = createBackend(plan.backend, scenario, replication);
  const relay = new Relay();
  const field = new Field(scenario, city, replication, relay, backend.capabilities.notices);
  const collector = new Collector(field.world, window);
  const trace = openTrace(plan, replication, field);
  relay.observers = trace === undefined ? [collector] : [collector, trace];
  try {
    await backend.start(city, field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
    const record = await measure(field, backend, collector, window, dayPassed);
    await backend.stop();
    return record;
  } finally {
    trace?.close();
  }
}
