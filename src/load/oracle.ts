import { EmbeddedBackend } from '../backend/embedded/embedded.ts';
import type { City } from '../city/city.ts';
import { Field } from '../field/field.ts';
import { SILENT } from '../field/observer.ts';
import type { Measures } from '../run/result.ts';
import { VirtualDriver } from '../run/virtual.ts';
import type { Scenario } from '../scenario/schema.ts';
import { FieldWatch } from './field-watch.ts';
import type { Start } from './schedule/start.ts';
import { passUnheard } from './schedule/unheard.ts';
import type { LoadWindow } from './window.ts';

/** The field's measures of the same hours under the embedded policy, as far as `end`, in virtual time. */
export async function embeddedMeasures(
  scenario: Scenario,
  city: City,
  start: Start,
  window: LoadWindow,
  end: number,
): Promise<Measures> {
  const backend = new EmbeddedBackend(scenario, 0);
  const field = new Field(scenario, city, 0, SILENT, backend.capabilities.notices, start.firstDay);
  const watch = new FieldWatch(field.world, window);
  field.observe(watch);
  passUnheard(field, start.at);
  backend.start(city, field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
  await new VirtualDriver(field, backend).runUntil(end);
  backend.stop();
  return watch.measures();
}
