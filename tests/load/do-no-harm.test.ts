import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConnectProxy } from '../backend/connect-proxy.ts';
import { Workplace } from '../cli/gridbeat.ts';
import { type Served, serve } from './served.ts';

const place = new Workplace();
const proxy = new ConnectProxy();
/** Through a proxy that is not called loopback, 127.0.0.1 counts as another machine; in truth it is this one. */
let through: readonly string[];
let served: Served;

beforeAll(async () => {
  served = await serve(['--scenario', 'lanwan']);
  through = ['--backend', served.url, '--proxy', (await proxy.listen()).replace('127.0.0.1', '0.0.0.0')];
}, 60_000);
afterAll(async () => {
  proxy.close();
  await served.stop();
  place.remove();
});

const load = (more: readonly string[]) => place.gridbeat(['load', 'lanwan', ...through, '--from', 'D+0H+9', ...more]);

describe.skipIf(process.platform === 'win32')('another machine', () => {
  test('is sent nothing unless it is ours, nor what its caps do not allow by the schedule alone', async () => {
    const [foreign, fast, many] = await Promise.all([
      load([]),
      load(['--i-own', '127.0.0.1', '--reports-only', '80/s', '--duration', '20s']),
      load(['--i-own', '127.0.0.1', '--reports-only', '40/s', '--duration', '5s', '--most-operations', '100']),
    ]);
    expect([foreign.code, fast.code, many.code]).toEqual([2, 2, 2]);
    expect(foreign.stderr).toContain('--i-own 127.0.0.1');
    expect(fast.stderr).toContain('--most-per-second');
    expect(many.stderr).toContain('--most-operations');
    expect(proxy.asked).toEqual([]);
    expect(readdirSync(place.path('gridbeat-results'))).toEqual([]);
  }, 120_000);

  test('gets what is allowed, with the exercise in its texts, and the ids are noted; they are forgotten at the end', async () => {
    const out = place.path('capped');
    const caps = ['--most-per-second', '40', '--most-operations', '350', '--close-afterwards'];
    const args = ['--i-own', '127.0.0.1', '--speed', '300', '--duration', '10s', '--set', 'incidents.scale=2'];
    const { code, stdout, stderr } = await load([...args, ...caps, '--json', '--out', out]);
    const result = JSON.parse(stdout);
    expect(result.caps, stderr).toMatchObject({ perSecond: 40, total: 350 });
    expect(result.validity.reasons).toContain('spent');
    expect(code).toBe(4);
    const history = readFileSync(`${out}/history.ndjson`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const counted = history.filter(({ t, actor }) => t === 'invoke' && actor !== 'desk');
    expect(counted.length).toBe(350);
    const sent = history.filter(({ t }) => t === 'invoke').map(({ at }) => at);
    for (const [i, at] of sent.entries()) if (i >= 40) expect(at - sent[i - 40]).toBeGreaterThanOrEqual(999);
    const reports = counted.filter(({ name }) => name === 'report');
    expect(reports.length).toBeGreaterThan(10);
    for (const { body } of reports) expect(body.text).toBe('GRIDBEAT EXERCISE');
    const ids = readFileSync(`${out}/created.ndjson`, 'utf8').trim().split('\n');
    expect(ids.length).toBe(result.created);
    const read = history.find(({ t, body }) => t === 'ok' && body?.incidents?.length > 0);
    expect(read.body.incidents[0].text).toBe('GRIDBEAT EXERCISE');
    expect(result.closedAfterwards).toBe(true);
    const page = readFileSync(`${out}/report.html`, 'utf8');
    expect(page).toContain('at most 40 operations a second and 350 in all');
    expect(page).toContain('created.ndjson has their ids');
    const { id } = JSON.parse(ids[0]);
    expect((await fetch(`${served.url}/v1/incidents/${id}`)).status).toBe(404);
  }, 120_000);
});
