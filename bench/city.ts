import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCity } from '../src/city/build.ts';
import { checkControls, cityFit } from '../src/city/fit.ts';
import { readFixtures } from '../src/city/fixtures.ts';
import { loadCity } from '../src/city/load.ts';
import { repeatCity } from '../src/city/repeat.ts';

/** Times of building Yangzhou and of reading it from the cache, medians of `ROUNDS`, beside the targets of 3 s and 0.3 s. */

const ROUNDS = 5;
const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1];

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianOf(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(work));
  return median(times);
}

const fixtures = await readFixtures('yangzhou');
const first = await timed(() => buildCity(fixtures, 'bench'));
const build = await medianOf(() => buildCity(fixtures, 'bench'));
const cacheDir = await mkdtemp(join(tmpdir(), 'gridbeat-bench-'));
try {
  const city = await loadCity('yangzhou', 'bench', { cacheDir });
  const read = await medianOf(() => loadCity('yangzhou', 'bench', { cacheDir }));
  const [file] = await readdir(cacheDir);
  const { size } = await stat(join(cacheDir, file));
  const repeat = await timed(() => repeatCity(city, 10));
  const { totalAbsoluteError } = cityFit(checkControls(city));
  const line = (name: string, value: string, target = ''): void =>
    console.log(`${name.padEnd(44)}${value.padStart(12)}  ${target}`);
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)} s`;
  line('build, first in the process', seconds(first), '<= 3 s');
  line(`build, median of ${ROUNDS}`, seconds(build), '<= 3 s');
  line(`read from the cache, median of ${ROUNDS}`, seconds(read), '<= 0.3 s');
  line('total absolute error on controlled margins', String(totalAbsoluteError), '0');
  line('arrays in shared memory', `${(city.residentTraits.buffer.byteLength / 1e6).toFixed(1)} MB`);
  line('cache file', `${(size / 1e6).toFixed(1)} MB`);
  line('laying it out ten times over', seconds(repeat));
} finally {
  await rm(cacheDir, { recursive: true });
}
