import { readFileSync, writeFileSync } from 'node:fs';
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { servedLanwan } from '../served-lanwan.ts';

const town = servedLanwan();
const { place } = town;

/** The target only makes late starts of a busy machine count for less. */
const load = (...more: string[]) =>
  place.gridbeat(
    ['load', 'lanwan', '--backend', town.url, '--from', 'D+0H+8', '--speed', '300', '--duration', '4s'].concat(
      ['--drain', '0s', '--set', 'incidents.scale=20', '--target', 'op.report.response.p99 < 100s'],
      more,
    ),
  );

/** A result with all its times so many times as long. */
function timesAsLong(file: string, factor: number): string {
  const result = JSON.parse(readFileSync(file, 'utf8'));
  for (const [name, measure] of Object.entries<{ value: number | null; unit: string }>(result.measures))
    if (measure.value !== null && measure.unit === 's' && name in result.sections) measure.value *= factor;
  for (const [name, values] of Object.entries<(number | null)[]>(result.sections))
    if (!name.endsWith('.errors')) result.sections[name] = values.map((value) => value && value * factor);
  const path = place.path(`times-${factor}.json`);
  writeFileSync(path, JSON.stringify(result));
  return path;
}

test('a load that is much slower than an earlier one is exit 3, one that is much faster is not', async () => {
  const out = place.path('first');
  expect((await load('--out', out)).code).toBe(0);
  const quicker = timesAsLong(`${out}/result.json`, 1 / 1000);
  const slower = timesAsLong(`${out}/result.json`, 1000);

  const worse = await load('--baseline', quicker, '--out', place.path('worse'), '--json');
  const { comparison } = JSON.parse(worse.stdout);
  expect([worse.code, comparison.paired, comparison.differences]).toEqual([3, true, []]);
  const first = comparison.measures.find(({ change }: { change: string }) => change === 'worse');
  expect(first.low).toBeGreaterThan(first.allowed);
  const junit = readFileSync(place.path('worse', 'junit.xml'), 'utf8');
  expect(XMLValidator.validate(junit)).toBe(true);
  expect(junit).toContain(`name="${first.measure}" time="0"><failure`);
  expect(readFileSync(place.path('worse', 'report.html'), 'utf8')).toContain('The earlier load');

  const better = await load('--baseline', slower, '--seed', 'other', '--out', place.path('better'));
  expect(better.code).toBe(0);
  expect(better.stdout).toContain('better');
  expect(better.stdout).toContain('Not the same seed');
}, 120_000);

test('what cannot be compared with is told before anything is sent', async () => {
  const files: Readonly<Record<string, string>> = {
    'text.json': 'no JSON',
    'other.json': '{"measures": {}}',
    'large.json': ' '.repeat(17_000_000),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(place.path(name), text);
  const wrong = [
    ['--baseline', place.path('absent.json')],
    ...Object.keys(files).map((name) => ['--baseline', place.path(name)]),
    ['--allow', '10%'],
    ['--baseline', place.path('text.json'), '--allow', 'op.raport=10%'],
    ['--baseline', place.path('text.json'), '--find-capacity'],
  ];
  for (const options of wrong) {
    const { code, stderr } = await load(...options);
    expect([options, code]).toEqual([options, 2]);
    expect(stderr).toContain('gridbeat');
  }
  expect((await load('--baseline', place.path('text.json'), '--allow', 'op.raport=10%')).stderr).toContain('op.raport');
}, 120_000);
