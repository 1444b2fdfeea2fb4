import { provisioning } from '../../backend/http/provision.ts';
import type { City } from '../../city/city.ts';
import { Field } from '../../field/field.ts';
import { SILENT } from '../../field/observer.ts';
import type { Scenario } from '../../scenario/schema.ts';

/** A request of the script's `setup`. */
export interface K6Provision {
  readonly method: string;
  readonly path: string;
  readonly body: object;
}

/** City and roster as the backend is told them; the exercise itself is begun by the script, under a name of its own. */
export function* k6Provision(
  scenario: Scenario,
  city: City,
  firstDay: number,
  lastDay: number,
): Generator<K6Provision> {
  const { roster } = new Field(scenario, city, 0, SILENT, [], firstDay);
  const exercise = { id: 'k6', scenario: scenario.name, startDate: scenario.horizon.start };
  for (const { method, path, body = '{}' } of provisioning(exercise, city, roster, firstDay, lastDay))
    if (method === 'POST') yield { method, path, body: JSON.parse(body) as object };
}
