import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCity } from '../src/city/build.ts';
import { checkControls, cityFit } from '../src/city/fit.ts';
import { readFixtures } from '../src/city/fixtures.ts';
import { loadCity } from '../src/city/load.ts';
import { atMost, type Figure, median, print } from './figure.ts';

const ROUNDS = 5;
const MOST_BUILD_SECONDS = 3;
const MOST_READ_SECONDS = 0.3;

async function secondsOf(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work();
    times.push((performance.now() - start) / 1000);
  }
  return median(times);
}

/** Building Yangzhou, and reading it back from the cache. */
export async function benchCity(): Promise<Figure[]> {
  const fixtures = await readFixtures('yangzhou');
  const build = await secondsOf(() => buildCity(fixtures, 'bench'));
  const cacheDir = await mkdtemp(join(tmpdir(), 'gridbeat-bench-'));
  try {
    const city = await loadCity('yangzhou', 'bench', { cacheDir });
    const read = await secondsOf(() => loadCity('yangzhou', 'bench', { cacheDir }));
    return [
      atMost('building the city', build, 's', MOST_BUILD_SECONDS),
      atMost('reading it from the cache', read, 's', MOST_READ_SECONDS),
      atMost('total absolute error on controlled margins', cityFit(checkControls(city)).totalAbsoluteError, '', 0),
      { name: 'the city in shared memory', value: city.residentTraits.buffer.byteLength / 1e6, unit: 'MB' },
    ];
  } finally {
    await rm(cacheDir, { recursive: true });
  }
}

if (import.meta.main) print(await benchCity());
