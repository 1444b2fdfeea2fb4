import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { errorOutputSchema } from '../../src/report/error-output.ts';
import { YANGZHOU } from '../scenario/scratch.ts';
import { Workplace } from './gridbeat.ts';

const LANWAN = fileURLToPath(new URL('../../scenarios/lanwan.yaml', import.meta.url));

const place = new Workplace();
writeFileSync(place.path('mine.txt'), 'not to be lost');
afterAll(() => place.remove());

const STACK = /^\s+at .*[.]ts:\d+/m;

describe('help', () => {
  test.concurrent.each([
    [['--help'], 'gridbeat --lang zh'],
    [['run', '--help'], 'gridbeat run --set staffing.gridWorkers.perGrid=1.2'],
    [['city', '--help'], 'gridbeat city build'],
  ])('%j shows an example and fits 80 columns', async (args, example) => {
    const { code, stdout } = await place.gridbeat(args);
    expect(code).toBe(0);
    expect(stdout).toContain(example);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('speaks Chinese when asked, and when the locale says so', async () => {
    const [asked, located] = await Promise.all([
      place.gridbeat(['run', '--lang', 'zh', '--help']),
      place.gridbeat(['run', '--help'], { env: { LC_ALL: 'zh_CN.UTF-8' } }),
    ]);
    expect(asked.stdout).toContain('重复次数');
    expect(located.stdout).toBe(asked.stdout);
  });
});

describe('bad input: exit code 2, what is wrong on stderr, nothing on stdout and no stack', () => {
  symlinkSync('loop.yaml', place.path('loop.yaml'));
  writeFileSync(place.path('town.yaml'), `extends: ${YANGZHOU}\ncity: {name: yangzhu}\n`);
  const surge = '{name: {en: a, zh: b}, from: {day: 1, hour: 4}, hours: 3, units: [jiangd], factors: {vendors: 2}}';
  writeFileSync(place.path('surge.yaml'), `extends: ${YANGZHOU}\nincidents:\n  surges: [${surge}]\n`);

  test.concurrent.each([
    [['run', '--threads', '0'], /--threads.*found "0"/],
    [['run', 'strom'], /did you mean storm\?/],
    [['run', './nowhere.yaml'], /nowhere\.yaml.*no such file/],
    [['run', './loop.yaml'], /loop\.yaml/],
    [['run', `./${'n'.repeat(5000)}.yaml`], /nnn/],
    [['run', '--set', '__proto__.x=1'], /__proto__.*not allowed/],
    [['run', '--set', 'city.name=atlantis'], /--set city\.name=atlantis.*named atlantis; known here: lanwan, yangzhou/],
    [['city', 'show', './town.yaml'], /town\.yaml:2:8 city\.name: .*did you mean yangzhou\?/],
    [['run', './surge.yaml'], /surge\.yaml:3:\d+ incidents\.surges\.0\.units\.0: .*jiangd.*did you mean jiangdu\?/],
    [['run', '--out', '.'], /not empty/],
    [['export', 'schema', 'scenaro'], /did you mean scenario\?/],
    [['city', 'show', '--unit', 'jiangd'], /did you mean jiangdu\?/],
  ])('%j', async (args, told) => {
    const { code, stdout, stderr } = await place.gridbeat(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(told);
    expect(stderr).not.toMatch(STACK);
  });

  test('everything that is wrong with a scenario is told at once, shorthands included, and nothing runs', async () => {
    writeFileSync(place.path('bad.yaml'), 'extends: base.yaml\n');
    writeFileSync(place.path('base.yaml'), 'staffing:\n  gridWorkerz: 3\npatrol:\n  roundsPerDay: -1\n');
    const options = ['--days', 'x', '--warmup', '-3', '--threads', '0', '--backend', 'nosuch'];
    const { code, stderr } = await place.gridbeat(['run', 'bad.yaml', ...options]);
    expect(code).toBe(2);
    const ofScenario = ['gridWorkerz', 'roundsPerDay', '--days horizon.days', '--warmup horizon.warmupDays'];
    for (const told of [...ofScenario, '--threads: ', '--backend: ', 'open311+https://'])
      expect(stderr).toContain(told);
    expect(existsSync(place.path('gridbeat-results'))).toBe(false);
  });

  test("a scenario's own targets are looked at before anything is run", async () => {
    writeFileSync(place.path('wish.yaml'), `extends: ${LANWAN}\ntargets: [dispach.p90 < 3h, signing.p95 < 9%]\n`);
    const { code, stderr } = await place.gridbeat(['run', 'wish.yaml']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/wish\.yaml:2:11 targets\.0: .*did you mean dispatch\.p90\?/);
    expect(stderr).toMatch(/targets\.1: .*another kind of unit/);
    expect(existsSync(place.path('gridbeat-results'))).toBe(false);
  });

  test('schemas that there are not are told with those that there are; a folder that cannot be is no fault of ours', async () => {
    const unknown = await place.gridbeat(['export', 'schema', 'nosuch']);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/one of scenario, .*run/)]);
    writeFileSync(place.path('file'), '');
    const { code, stderr } = await place.gridbeat(['export', 'schema', '--out', 'file']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--out: cannot be written to')]);
  });

  test('--json speaks to programs on stdout and to people on stderr', async () => {
    const { code, stdout, stderr } = await place.gridbeat(['run', '--days', '0', '--seed', '', '--json']);
    expect(code).toBe(2);
    const { error } = errorOutputSchema.parse(JSON.parse(stdout));
    expect(error.kind).toBe('input');
    expect(error.problems.map(({ path }) => path).sort()).toEqual(['horizon.days', 'seed']);
    expect(stderr).toContain('horizon.days');
  });
});
