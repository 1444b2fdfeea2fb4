import { writeFileSync } from 'node:fs';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import type { City } from '../../src/city/city.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { DAY } from '../port/setting.ts';

const HEADINGS = ['opened', 'dispatched', 'arrived', 'closed', 'target', 'category', 'channel'];

/** The log that a city's own system would have kept of a simulated time, as CSV; what is open at its end stays open. */
export async function writtenLog(scenario: Scenario, city: City, file: string): Promise<void> {
  const backend = new EmbeddedBackend(scenario, 0);
  const field = new Field(scenario, city, 0, SILENT, backend.capabilities.notices);
  const { incidents, kinds } = field.world;
  const rows = [HEADINGS.join(',')];
  const underWay = new Set<number>();
  const zero = Date.parse(`${scenario.horizon.start}T00:00:00Z`);
  const text = (seconds: number): string =>
    Number.isNaN(seconds) ? '' : new Date(zero + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const write = (slot: number): void => {
    const { name } = kinds[incidents.kind[slot]];
    const { limits, channel } = scenario.incidents.kinds[name];
    const reported = incidents.reported[slot];
    const times = [reported, incidents.ordered[slot], incidents.arrived[slot], incidents.handled[slot]];
    rows.push([...times, reported + limits.close.hours * 3600].map(text).concat(name, channel).join(','));
  };
  field.observe({
    ...SILENT,
    reported: (slot) => underWay.add(slot),
    ended(slot) {
      if (underWay.delete(slot)) write(slot);
    },
  });
  const driver = new VirtualDriver(field, backend);
  await backend.start(city, field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
  await driver.runUntil(scenario.horizon.days * DAY);
  for (const slot of underWay) write(slot);
  writeFileSync(file, `${rows.join('\n')}\n`);
}
