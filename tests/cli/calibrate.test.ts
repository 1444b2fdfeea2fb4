import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import { loadScenario } from '../../src/scenario/load.ts';
import { Workplace } from './gridbeat.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const LOG = fixture('calibration/requests.csv');
const MAP = fixture('calibration/requests.yaml');
const place = new Workplace();
afterAll(() => place.remove());

test('the example log becomes a scenario that predicts its last part', async () => {
  const { code, stdout, stderr } = await place.gridbeat(['calibrate', LOG, '--map', MAP, '--json', '--out', 'learnt']);
  expect(code, stderr).toBe(0);
  const output = JSON.parse(stdout);
  const schema = JSON.parse(readFileSync(fixture('schemas/calibrate.schema.json'), 'utf8'));
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
  expect(output.log.damage.map(({ reason }: { reason: string }) => reason)).toEqual([
    'columns',
    'openedMissing',
    'openedUnreadable',
    'timeUnreadable',
    'order',
  ]);
  expect(output.surges.map(({ date }: { date: string }) => date)).toEqual(['2024-04-10']);
  expect(output.check.days).toBe(12);
  // Of 12 days whose intervals hold nine in ten, fewer than 8 come once in 200.
  expect(output.check.dailyCoverage).toBeGreaterThan(0.6);
  expect(output.check.hourlyCoverage).toBeGreaterThan(0.85);

  const { scenario } = await loadScenario(place.path('learnt', 'scenario.yaml'));
  const { exposedGarbage, logNoise, pothole } = scenario.incidents.kinds;
  // Patrols leave some of it unseen: more occurs than is reported.
  expect(exposedGarbage.perDay).toBeGreaterThan(output.kinds.exposedGarbage.perDay.value);
  expect(exposedGarbage.found.patrol).toBeGreaterThan(0);
  expect(logNoise.perDay).toBeCloseTo(output.kinds.logNoise.perDay.value, 3);
  expect(logNoise.units?.gaoyou).toBeCloseTo(0.5, 1);
  expect(pothole?.perDay ?? 0).toBe(0);
}, 120_000);

test('a log with too many damaged rows is refused and nothing is written', async () => {
  const args = ['calibrate', LOG, '--map', MAP, '--max-bad', '0.1%', '--out', 'refused', '--json'];
  const { code, stdout } = await place.gridbeat(args);
  expect(code).toBe(2);
  expect(JSON.stringify(JSON.parse(stdout))).toContain('--max-bad');
  expect(existsSync(place.path('refused'))).toBe(false);
}, 60_000);

test('one that is interrupted leaves nothing and says so', async () => {
  const args = ['calibrate', LOG, '--map', MAP, '--json', '--out', 'cut'];
  const { code, stdout } = await place.gridbeat(args, { started: (kill) => setTimeout(() => kill('SIGTERM'), 2500) });
  expect([code, JSON.parse(stdout).error.kind]).toEqual([143, 'interrupted']);
  expect(readdirSync(place.folder).filter((name) => name.includes('cut'))).toEqual([]);
}, 60_000);

test('areas that stand for no unit are told with where they stand', async () => {
  const map = place.path('map.yaml');
  writeFileSync(map, readFileSync(MAP, 'utf8').replace('gaoyou', 'gaoyuo'));
  const { code, stderr } = await place.gridbeat(['calibrate', LOG, '--map', map, '--no-check']);
  expect(code).toBe(2);
  expect(stderr).toContain('gaoyuo');
  expect(stderr).toContain('gaoyou');
}, 60_000);
