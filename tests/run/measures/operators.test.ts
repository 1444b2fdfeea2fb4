import { expect, test } from 'vitest';
import { notes } from '../../../src/report/notes.ts';
import { simulate } from '../../../src/run/simulate.ts';
import { little } from '../little.ts';

const value = (measure: { value: number | null } | undefined) => measure?.value ?? Number.NaN;

test('centres of a level have as much to do on average as the level, and the one that has too much is named', async () => {
  const { scenario, city } = await little(['centres.township.signSeconds={dist: deterministic, value: 28800}']);
  const [busy, idle] = city.units;
  for (const kind of Object.values(scenario.incidents.kinds)) kind.units = { [busy.id]: 1 };
  const result = await simulate({ scenario, city, replications: 2, threads: 1, backend: 'embedded' });
  for (const [layer, level] of [
    ['township', 'township'],
    ['unit', 'county'],
  ] as const) {
    const name = `utilisation.operator.${level}`;
    const shares = Object.values(result.breakdowns[layer]).map((measures) => value(measures[name]));
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeCloseTo(value(result.measures[name]), 9);
  }
  const [much, hardly] = [busy, idle].map(({ id }) => value(result.breakdowns.unit[id]['utilisation.operator.county']));
  expect(hardly).toBeLessThan(much / 10);
  expect(result.breakdowns.community[city.communities[0].code]).not.toHaveProperty('utilisation.operator.township');

  const townships = Object.entries(result.breakdowns.township);
  const share = ([, measures]: (typeof townships)[number]) => value(measures['utilisation.operator.township']);
  const over = townships.filter((one) => share(one) > 0.85).sort((a, b) => share(b) - share(a));
  expect(over.length).toBeGreaterThan(0);
  expect(over.length).toBeLessThan(townships.length);
  const note = notes(result, city, 'en').find(({ key }) => key === 'note.busyCentres.township');
  expect(note?.values?.number).toBe(over.length);
  expect(note?.values?.list).toContain(city.townships.find(({ code }) => code === over[0][0])?.name);
});

test('where centres cost no time nobody is busy in them', async () => {
  const { scenario, city } = await little(['centres.enabled=false']);
  const { breakdowns } = await simulate({ scenario, city, replications: 1, threads: 1, backend: 'embedded' });
  for (const measures of Object.values(breakdowns.township))
    expect(measures).not.toHaveProperty('utilisation.operator.township');
});
