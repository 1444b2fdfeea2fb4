import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { publishedSchemas } from '../../../src/report/schemas.ts';
import { serve } from '../served.ts';
import { servedLanwan } from '../served-lanwan.ts';
import { bottleneck } from './bottleneck.ts';

/** Milliseconds for a report at the door, and what that is a second. */
const SERVICE = 12;
const RATE = 1000 / SERVICE;

const town = servedLanwan();
const { place } = town;

const COMMON = [
  '--from',
  'D+0H+8',
  '--speed',
  '300',
  '--duration',
  '2s',
  '--drain',
  '0s',
  '--set',
  'incidents.scale=15',
];

test('the capacity of a door that takes so many reports a second is found where it is', async () => {
  const door = await bottleneck(town.url, SERVICE);
  const out = place.path('found');
  const search = [
    '--find-capacity',
    '--resolution',
    '50%',
    '--trials',
    '9',
    '--target',
    'op.report.response.p99 < 400ms',
  ];
  const args = ['load', 'lanwan', '--backend', door.url, ...COMMON, ...search];
  const { code, stdout, stderr } = await place.gridbeat([...args, '--json', '--out', out]);
  door.stop();
  const result = JSON.parse(stdout);
  const check = new Ajv2020({ strict: false, validateFormats: false }).compile(
    publishedSchemas()['load-capacity'] ?? {},
  );
  expect(check(result), JSON.stringify(check.errors)).toBe(true);
  expect(stderr).toContain('At most 9 loads of 2 s');

  type Trial = { outcome: string; reportsPerSecond: number; multiple: number; folder: string };
  const trials: Trial[] = result.trials;
  // Two seconds with bursts in them: a queue of less than 0.4 s may come and go.
  for (const { outcome, reportsPerSecond } of trials) {
    if (outcome === 'held') expect(reportsPerSecond).toBeLessThan(1.4 * RATE);
    if (outcome === 'broken') expect(reportsPerSecond).toBeGreaterThan(0.7 * RATE);
  }
  // On a machine with much else to do the generator may be the limit before the door is.
  const isValid = trials.every(({ outcome }) => outcome !== 'invalid');
  if (isValid) {
    expect(code).toBe(result.holds === null ? 3 : 0);
    expect(result.end.outcome).toBe('broken');
    expect(result.end.broken).toMatchObject({ what: 'op.report.response.p99 < 400ms', cityToo: false });
  }

  // Incidents are multiplied: reports a second go with the multiple.
  const [first] = trials;
  for (const { multiple, reportsPerSecond } of trials)
    expect(reportsPerSecond / ((first?.reportsPerSecond ?? 0) * multiple)).toBeGreaterThan(0.6);
  for (const { folder } of trials) {
    const files = readdirSync(join(out, folder));
    expect(files).toEqual(expect.arrayContaining(['junit.xml', 'report.html', 'result.json', 'seconds.ndjson']));
    expect(files).not.toContain('history.ndjson');
    expect(JSON.parse(readFileSync(join(out, folder, 'result.json'), 'utf8')).history).toBeNull();
  }
  expect(XMLValidator.validate(readFileSync(join(out, 'junit.xml'), 'utf8'))).toBe(true);
  expect(readFileSync(join(out, 'report.html'), 'utf8').match(/<circle/g)?.length).toBe(trials.length);
}, 120_000);

test('a backend that breaks an invariant does so at every multiple: exit 3, and the histories that prove it are kept', async () => {
  const faulty = await serve(['--scenario', 'lanwan', '--fault', 'twice:0.5']);
  const out = place.path('faulty');
  const args = ['load', 'lanwan', '--backend', faulty.url, ...COMMON, '--find-capacity', '--trials', '1', '--out', out];
  const { code, stdout } = await place.gridbeat([...args, '--json']);
  await faulty.stop();
  const { holds, stopped, trials, end, targetsByDefault } = JSON.parse(stdout);
  expect([code, holds, stopped, targetsByDefault]).toEqual([3, null, 'trials', true]);
  expect(end.broken.what).toBe('invariants == 0');
  expect(end.broken.invariants).toContain('crewsNeeded');
  expect(existsSync(join(out, trials[0].folder, 'history.ndjson'))).toBe(true);
}, 120_000);

test('Ctrl-C keeps the trials that were finished', async () => {
  const out = place.path('interrupted');
  const args = ['load', 'lanwan', '--backend', town.url, ...COMMON, '--find-capacity', '--json', '--out', out];
  const { code, stdout } = await place.gridbeat(args, {
    started: (kill) => {
      const waiting = setInterval(() => {
        const draft = readdirSync(place.folder).find((name) => name.startsWith('.interrupted'));
        const folder = draft && place.path(draft, 'trials');
        const trials = folder && existsSync(folder) ? readdirSync(folder) : [];
        if (trials.length < 2) return;
        clearInterval(waiting);
        kill('SIGINT');
      }, 100);
    },
  });
  const { stopped, trials, holds } = JSON.parse(stdout);
  expect([code, stopped, trials.length]).toEqual([130, 'interrupted', 1]);
  expect(holds?.multiple ?? 1).toBe(1);
  expect(readdirSync(join(out, 'trials')).length).toBe(1);
}, 120_000);

test('a backend that is gone after a trial ends the search, and what was found is kept', async () => {
  const gone = await serve(['--scenario', 'lanwan']);
  const out = place.path('gone');
  const args = ['load', 'lanwan', '--backend', gone.url, ...COMMON, '--find-capacity', '--json', '--out', out];
  const ended = place.gridbeat(args);
  const waiting = setInterval(() => {
    const draft = readdirSync(place.folder).find((name) => name.startsWith('.gone'));
    if (draft === undefined || !existsSync(place.path(draft, 'trials', '01-1x', 'result.json'))) return;
    clearInterval(waiting);
    gone.process.kill('SIGKILL');
  }, 50);
  const { code, stdout, stderr } = await ended;
  await gone.stop();
  const { stopped, trials } = JSON.parse(stdout);
  expect([code, stopped]).toEqual([3, 'gone']);
  expect(trials.length).toBeGreaterThan(0);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain(gone.url);
  expect(stderr).not.toContain('fault');
}, 120_000);

test('what does not go together, and nobody there, is told before anything is sent', async () => {
  const { code, stderr } = await place.gridbeat(['load', 'lanwan', '--backend', town.url, '--trials', '3']);
  expect(code).toBe(2);
  expect(stderr).toContain('--find-capacity');
  const alone = ['load', 'lanwan', '--backend', town.url, '--find-capacity', '--reports-only', '10/s'];
  expect((await place.gridbeat(alone)).code).toBe(2);
  const nobody = await place.gridbeat(['load', 'lanwan', '--backend', 'http://127.0.0.1:1', '--find-capacity']);
  expect(nobody.code).toBe(2);
  const nothing = ['load', 'lanwan', '--backend', town.url, '--find-capacity', '--set', 'incidents.scale=0'];
  expect((await place.gridbeat(nothing)).code).toBe(2);
}, 60_000);
