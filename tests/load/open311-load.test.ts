import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readAddress } from '../../src/backend/open311/address.ts';
import { readHistory } from '../../src/load/history/reader.ts';
import { Judge } from '../../src/load/invariants/judge.ts';
import { ConformingServer, type Habits } from '../backend/open311/conforming-server.ts';
import { Workplace } from '../cli/gridbeat.ts';
import { littleLoad } from './little-load.ts';

const KEY = 'geheim-311';
const place = new Workplace();
const folder = mkdtempSync(join(tmpdir(), 'gridbeat-open311-'));
afterAll(() => {
  place.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A load of two seconds on such a server, and its judgement, which the history gives again. */
async function loaded(name: string, habits: Habits) {
  const server = new ConformingServer({ key: KEY, ...habits });
  const address = readAddress(`http://127.0.0.1:${await server.listen()}/v2`);
  if ('key' in address) throw new Error(address.key);
  const historyFile = join(folder, `${name}.ndjson`);
  const createdFile = join(folder, `${name}-created.ndjson`);
  const open311 = { address, key: KEY, permission: { owned: [] } };
  const result = await littleLoad(address.base.href, 2, { historyFile, createdFile, open311 });
  server.close();
  const verdicts = Object.fromEntries(result.judgement.verdicts.map(({ name: of, verdict }) => [of, verdict]));
  const judge = new Judge();
  await readHistory(historyFile, (record) => judge.feed(record));
  expect(judge.finish().verdicts).toEqual(result.judgement.verdicts);
  const history = readFileSync(historyFile, 'utf8');
  expect(history).not.toContain(KEY);
  const created = readFileSync(createdFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { server, result, verdicts, created, history };
}

describe.concurrent('a load on an Open311 server', () => {
  test('that keeps to the specification: reports, reads and lists, with nothing wrong', async () => {
    const { server, result, verdicts, created } = await loaded('clean', {});
    const { report, read, list } = result.operations;
    expect(report?.ok).toBeGreaterThan(10);
    expect(report?.ok).toBe(report?.count);
    expect(list?.ok).toBe(list?.count);
    expect(read?.ok ?? 0).toBe(read?.count ?? 0);
    expect(Object.keys(result.operations).sort()).not.toContain('crew');
    expect(verdicts).toMatchObject({ lost: 'held', phantom: 'held', duplicate: 'held', readYourWrites: 'held' });
    for (const name of ['oneJob', 'crewsNeeded', 'statusOrder', 'streamOrder', 'accounting', 'drains'])
      expect(verdicts[name]).toBe('notApplicable');
    expect(result.outside.help?.by).toMatch(/^embedded:/);
    expect([result.field, result.decide]).toEqual([null, null]);
    const texts = server.forms.map((form) => form.get('description'));
    expect(texts.every((text) => text?.startsWith('GRIDBEAT EXERCISE '))).toBe(true);
    const places = server.forms.map((form) => `${form.get('lat')},${form.get('long')}`);
    expect([new Set(texts).size, new Set(places).size]).toEqual([texts.length, places.length]);
    expect(
      server.forms.every((form) => form.get('attribute[SIZE]') === 's' || form.get('service_code') !== '001'),
    ).toBe(true);
    expect(created.length).toBe(result.created);
    expect(
      server.held
        .slice(2)
        .map(({ service_request_id }) => service_request_id)
        .sort(),
    ).toEqual(created.map(({ id }) => id).sort());
  }, 60_000);

  test.each([
    ['lost', { loses: 7 }],
    ['duplicate', { doubles: 7 }],
    ['lost', { moves: 7 }],
  ] as const)(
    'what it does wrong is named: %s, by %j',
    async (name, habits) => {
      const { verdicts, result } = await loaded(Object.keys(habits).join(), habits);
      const broken = Object.entries(verdicts).filter(([, verdict]) => verdict === 'broken');
      expect(broken.map(([of]) => of)).toEqual([name]);
      const found = result.judgement.verdicts.find((verdict) => verdict.name === name);
      expect(found?.violations).toBe(Math.floor(result.created / 7));
    },
    60_000,
  );

  const xml = { 'GET services.json': { status: 404, body: '<html>no</html>', type: 'text/html' } };
  test.each([
    ['XML alone', { instead: xml }],
    ['tokens that are resolved later', { tokens: true, late: 700 }],
    ['no descriptions', { silent: true }],
  ] as const)(
    'real servers differ, and are not blamed for it: %s',
    async (name, habits) => {
      const { verdicts, result, created } = await loaded(name.replaceAll(' ', '-'), habits);
      expect(Object.values(verdicts)).not.toContain('broken');
      expect(result.created).toBeGreaterThan(10);
      expect(verdicts.lost).toBe('held');
      if ('tokens' in habits) {
        expect(result.operations.report?.ok).toBe(result.created);
        expect(new Set(created.flatMap(({ id }) => id ?? [])).size).toBe(result.created);
      }
    },
    60_000,
  );

  test('that refuses everything is a matter of errors', async () => {
    const body = '[{"code":403,"description":"\u001b[31mno\\u0007"}]';
    const server = new ConformingServer({ instead: { 'POST requests.json': { status: 403, body } } });
    const url = `open311+http://127.0.0.1:${await server.listen()}/v2`;
    const args = ['--from', 'D+0H+9', '--speed', '300', '--duration', '2s', '--set', 'incidents.scale=4'];
    const { code, stdout } = await place.gridbeat(['load', 'lanwan', '--backend', url, ...args, '--out', 'refused']);
    server.close();
    expect([0, 4]).toContain(code);
    expect(stdout).toContain('status 4xx');
    expect(stdout).toContain('embedded:');
    expect(readFileSync(place.path('refused', 'report.html'), 'utf8')).toContain('embedded:');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}]/u);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  }, 60_000);
});

test('what is no server, or has no way to close, is told before anything is sent', async () => {
  const tried = await Promise.all(
    [['./mine.ts'], ['embedded'], ['open311+http://127.0.0.1:9/v2', '--close-afterwards'], ['open311+ftp://x']].map(
      ([backend, ...more]) => place.gridbeat(['load', 'lanwan', '--backend', String(backend), ...more]),
    ),
  );
  expect(tried.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  expect(tried[0]?.stderr).toContain('gridbeat run --backend');
  expect(tried[1]?.stderr).toContain('gridbeat run --backend');
  expect(tried[2]?.stderr).toContain('no way to close');
}, 60_000);
