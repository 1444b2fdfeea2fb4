import type { City } from '../../src/city/city.ts';
import { pairedDifference } from '../../src/kernel/statistics.ts';
import { runReplication } from '../../src/run/replication.ts';
import type { RunResult } from '../../src/run/result.ts';
import { Summary } from '../../src/run/summary.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

/** Each replication's own result: the same numbers fall in every variant, so they can be paired. */
export async function replicate(scenario: Scenario, city: City, replications: number): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (let replication = 0; replication < replications; replication++) {
    const summary = new Summary(scenario, city);
    summary.absorb(await runReplication({ scenario, city, backend: 'embedded' }, replication));
    results.push(summary.result(1));
  }
  return results;
}

/** The 95 % interval of a measure's change from base to variant, over paired replications. */
export function change(base: readonly RunResult[], variant: readonly RunResult[], measure: string) {
  const values = (results: readonly RunResult[]) =>
    results.map(({ measures }) => measures[measure].value ?? Number.NaN);
  const { low, high } = pairedDifference(values(base), values(variant));
  return { low: low ?? Number.NaN, high: high ?? Number.NaN };
}
