import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, Workplace } from './gridbeat.ts';

const SCHEMA = fileURLToPath(new URL('../../fixtures/schemas/run.schema.json', import.meta.url));
const SHORT = ['run', '--days', '1', '--warmup', '0', '--set', 'horizon.drainDays=0'];

const place = new Workplace();
afterAll(() => place.remove());

describe('a short run of the whole city', () => {
  let table: Ended;
  let json: Ended;
  beforeAll(async () => {
    table = await place.gridbeat([
      ...SHORT,
      '--replications',
      '2',
      '--out',
      'table',
      '--target',
      'dispatch.mean < 0.1s',
    ]);
    json = await place.gridbeat([...SHORT, '--replications', '1', '--json', '--trace', '--lang', 'zh']);
  }, 60_000);

  test('prints the table on stdout and where the results are on stderr', () => {
    expect(table.stdout).toMatch(/Dispatch +[\d.]+ ± /);
    expect(table.stdout).toContain('2 replications');
    expect(table.stderr).toContain('Results: table');
  });

  test('a target given and missed makes exit code 3; without one it is 0', () => {
    expect(table.code).toBe(3);
    expect(table.stdout).toMatch(/dispatch\.mean < 0\.1s +missed/);
    expect(json.code).toBe(0);
  });

  test('writes the results whole', () => {
    const files = readdirSync(place.path('table'));
    for (const file of ['manifest.json', 'measures.csv', 'micro-grids.csv', 'scenario.yaml'])
      expect(files).toContain(file);
    expect(JSON.parse(readFileSync(place.path('table', 'manifest.json'), 'utf8'))).toMatchObject({
      name: 'yangzhou',
      planned: 2,
      finished: 2,
      command: expect.arrayContaining(['--replications', '2']),
    });
    expect(readdirSync(place.folder).filter((name) => name.startsWith('.table'))).toEqual([]);
  });

  test('--json prints what its schema says, alone on stdout', () => {
    const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(
      JSON.parse(readFileSync(SCHEMA, 'utf8')),
    );
    const output = JSON.parse(json.stdout);
    expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
    expect(output.measures['incidents.occurred'].value).toBeGreaterThan(0);
    expect(json.stderr).toContain('结果目录');
  });

  test('without --out the results have a folder of their own', () => {
    expect(readdirSync(place.path('gridbeat-results'))).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d-\d{6}-yangzhou$/),
    ]);
  });
});

test('an interruption keeps the finished replications and says how many', async () => {
  const many = [...SHORT, '--replications', '5000', '--out', 'interrupted'];
  const { code, stdout, stderr } = await place.gridbeat(many, {
    started: async (kill) => {
      await wait(6000);
      kill('SIGINT');
    },
  });
  expect(code).toBe(130);
  expect(stderr).toContain('Stopping');
  const finished = /Interrupted: (\d+) of 5000 replications finished/.exec(stdout)?.[1];
  expect(Number(finished)).toBeGreaterThan(0);
  expect(existsSync(place.path('interrupted', 'measures.json'))).toBe(true);
});

describe('where a result goes', () => {
  const quick = ['run', 'lanwan', '--days', '1', '--warmup', '0', '--replications', '1'];

  test('an empty folder is filled, be it the one worked in or behind a link; what leads nowhere is told before it runs', async () => {
    mkdirSync(place.path('empty'));
    symlinkSync(place.path('empty'), place.path('link'));
    symlinkSync(place.path('nowhere'), place.path('dangling'));
    const linked = await place.gridbeat([...quick, '--out', 'link']);
    expect([linked.code, linked.stderr]).toEqual([0, expect.stringContaining('link')]);
    expect(readdirSync(place.path('empty'))).toContain('measures.csv');
    expect(readdirSync(place.path('empty')).filter((name) => name.startsWith('.'))).toEqual([]);
    for (const out of ['', 'dangling', 'o\u001b[31m']) {
      const { code, stdout, stderr } = await place.gridbeat([...quick, '--out', out]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).not.toContain('\u001b');
    }
  }, 60_000);
});

test('a precision that is not reached is said, and not looked for where there is nothing to measure', async () => {
  const args = ['run', 'lanwan', '--days', '1', '--warmup', '0', '--set', 'horizon.drainDays=1'];
  const few = ['--set', 'horizon.replications=2', '--precision', '5%', '--set', 'incidents.scale=0'];
  const { code, stderr } = await place.gridbeat([...args, ...few]);
  expect(code).toBe(0);
  expect(stderr).toContain('After 2 replications');
}, 60_000);
