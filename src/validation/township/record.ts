import { EmbeddedBackend } from '../../backend/embedded/embedded.ts';
import type { City } from '../../city/city.ts';
import { SILENT } from '../../field/observer.ts';
import { DAY } from '../../kernel/time.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { ENGINE } from '../engine.ts';
import type { TownshipRecord } from './demand.ts';
import { localCrews } from './local.ts';
import { watchCalls } from './watch.ts';

/** Runs one replication of the whole scenario and writes down what a township's local crews did in the measured window. */
export async function recordTownship(
  scenario: Scenario,
  city: City,
  township: number,
  replication: number,
): Promise<TownshipRecord> {
  const { warmupDays, days } = scenario.horizon;
  const [from, to] = [warmupDays * DAY, (warmupDays + days) * DAY];
  const backend = new EmbeddedBackend(scenario, replication);
  const { field, runUntil } = await ENGINE({ scenario, city, replication, backend, observer: SILENT });
  const local = localCrews(field.world, township, from, to);
  const [observer, watched] = watchCalls(field.world, township, local);
  field.observe(observer);
  await runUntil(to);
  return { local, watched };
}
