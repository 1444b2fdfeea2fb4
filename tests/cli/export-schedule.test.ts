import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Workplace } from './gridbeat.ts';

const place = new Workplace();
afterAll(() => place.remove());
const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/schemas/${name}.schema.json`, import.meta.url), 'utf8'));
const STRETCH = ['--from', 'D+0H+8', '--speed', '3600', '--duration', '10s', '--set', 'incidents.scale=5'];
const exported = (file: string, ...more: string[]) =>
  place.gridbeat(['export', 'schedule', 'lanwan', ...STRETCH, '--out', file, ...more]);

describe('export schedule', () => {
  let lines: { name?: string; at: number }[];
  beforeAll(async () => {
    const ended = await exported('plain.ndjson', '--json');
    expect(ended.stderr).toBe('');
    lines = readFileSync(place.path('plain.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const told = JSON.parse(ended.stdout);
    expect(new Ajv2020({ strict: false, validateFormats: false }).validate(schema('export-schedule'), told)).toBe(true);
    for (const [name, count] of Object.entries(told.operations))
      expect(lines.filter((line) => line.name === name).length, name).toBe(count);
  }, 60_000);

  test('every line keeps the published schema, and time only goes on', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema('schedule'));
    for (const line of lines) expect(validate(line), JSON.stringify(line)).toBe(true);
    expect(lines.filter(({ name }) => name === 'report').length).toBeGreaterThan(50);
    const times = lines.slice(1).map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('the same scenario and seed give the same bytes, packed or not, and another seed gives others', async () => {
    await Promise.all([
      exported('a.ndjson.gz'),
      exported('b.ndjson.gz', '--lang', 'zh'),
      exported('other.ndjson', '--seed', 'other'),
    ]);
    const read = (name: string) => readFileSync(place.path(name));
    expect(read('a.ndjson.gz').equals(read('b.ndjson.gz'))).toBe(true);
    expect(gunzipSync(read('a.ndjson.gz')).equals(read('plain.ndjson'))).toBe(true);
    expect(read('other.ndjson').equals(read('plain.ndjson'))).toBe(false);
  }, 60_000);

  test('reports alone come at their rate, and a ramp makes fewer of them', async () => {
    const counts = await Promise.all(
      [[], ['--ramp', '10s'], ['--ramp', '10s', '--ramp-from', '50%']].map(async (ramp, i) => {
        const { stdout } = await exported(`rate-${i}.ndjson`, '--reports-only', '1200/min', '--json', ...ramp);
        return JSON.parse(stdout).operations.report;
      }),
    );
    expect(counts).toEqual([200, 100, 150]);
  }, 60_000);

  test('what is wrong is told at once, and nothing is written', async () => {
    const before = readdirSync(place.folder);
    const wrong = await place.gridbeat(['export', 'schedule', 'lanwan', '--reports-only', '5', '--ramp-from', '20%']);
    expect(wrong.code).toBe(2);
    for (const told of ['--reports-only', '200/s', '--ramp-from', '--out']) expect(wrong.stderr).toContain(told);
    const long = await exported('long.ndjson', '--ramp', '11s');
    expect(long.code).toBe(2);
    expect(long.stderr).toContain('--ramp');
    const nowhere = await exported('no/such/folder.ndjson');
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toContain('ENOENT');
    expect(readdirSync(place.folder)).toEqual(before);
  }, 60_000);
});
