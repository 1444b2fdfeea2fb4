import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HistoryRecord, InvokeRecord } from '../../src/load/history/record.ts';
import { serve } from './served.ts';
import { servedLanwan } from './served-lanwan.ts';

const town = servedLanwan();
const { place } = town;
const lines = <T>(...path: string[]): T[] =>
  readFileSync(place.path(...path), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
const told = (folder: string): InvokeRecord[] =>
  lines<HistoryRecord>(folder, 'history.ndjson').filter(
    (record): record is InvokeRecord => record.t === 'invoke' && record.name === 'report',
  );

describe('gridbeat load --reports-only', () => {
  const shape = ['--reports-only', '100/s', '--ramp', '2s', '--duration', '4s', '--from', 'D+0H+8', '--speed', '60'];

  test('sends exactly the reports of the schedule, each when it is due, and judges what applies', async () => {
    const out = ['--out', place.path('rate')];
    const [{ code, stdout }] = await Promise.all([
      place.gridbeat(['load', 'lanwan', '--backend', town.url, ...shape, ...out, '--json']),
      place.gridbeat(['export', 'schedule', 'lanwan', ...shape, '--out', 'rate.ndjson']),
    ]);
    const result = JSON.parse(stdout);
    // A busy machine may have to call itself the limit.
    expect([0, 4]).toContain(code);
    expect(result.operations.report).toMatchObject({ count: 300, ok: 300 });
    expect(Object.keys(result.operations)).toEqual(['report']);
    expect(result.field).toBeNull();
    expect(result.decide).toBeNull();
    const verdicts = new Map(
      result.invariants.map(({ name, verdict }: Record<string, string>) => [name, verdict] as const),
    );
    expect(verdicts.get('lost')).toBe('held');
    expect(verdicts.get('accounting')).toBe('held');
    expect([...verdicts.values()]).not.toContain('broken');
    const [header, ...planned] = lines<{ at: number; from: number; report: { incident: number; x: number } }>(
      'rate.ndjson',
    );
    const sent = told('rate').map(({ due, body }) => ({ due, ...(body as { reference: number; x: number }) }));
    expect(sent.map(({ reference, x }) => [reference, x])).toEqual(
      planned.map(({ report }) => [report.incident, report.x]),
    );
    const offset = sent[0].due - (1000 * (planned[0].at - header.from)) / 60;
    planned.forEach(({ at }, n) => {
      expect(sent[n].due).toBeCloseTo(offset + (1000 * (at - header.from)) / 60, 3);
    });
  }, 60_000);

  test('measures of the field and of crews cannot be targets', async () => {
    const targets = ['--target', 'decide.p90 < 2s', '--target', 'op.report.response.p99 < 5s'];
    const { code, stderr } = await place.gridbeat(['load', 'lanwan', '--backend', town.url, ...shape, ...targets]);
    expect(code).toBe(2);
    expect(stderr).toContain('decide.p90');
    expect(stderr).not.toContain('op.report.response.p99');
  });
});

describe('gridbeat load --ramp', () => {
  test('leaves out of a city what the ramp has not reached, here and under the embedded policy', async () => {
    const stretch = ['--from', 'D+0H+8', '--speed', '2400', '--duration', '3s', '--drain', '0s'];
    const city = ['--set', 'incidents.scale=8', ...stretch];
    const [whole, risen] = await Promise.all(
      [[], ['--ramp', '3s']].map(async (ramp, i) => {
        const own = await serve(['--scenario', 'lanwan']);
        const out = ['--out', place.path(`ramp-${i}`)];
        const { stdout } = await place.gridbeat([
          'load',
          'lanwan',
          '--backend',
          own.url,
          ...city,
          ...ramp,
          ...out,
          '--json',
        ]);
        await own.stop();
        return JSON.parse(stdout);
      }),
    );
    const reported = ({ field }: typeof whole, side: 'deployed' | 'embedded') =>
      field[side]['incidents.reported'].value;
    // Patrols may find more or fewer, as crews are sent elsewhere; a whole city would have twice as many.
    expect(Math.abs(reported(risen, 'deployed') / reported(risen, 'embedded') - 1)).toBeLessThan(0.2);
    expect(reported(risen, 'deployed')).toBeLessThan(0.75 * reported(whole, 'deployed'));
    const residents = (folder: string) =>
      told(folder).flatMap(({ body }) => {
        const { identity, finder } = body as { identity: number; finder: string };
        return finder === 'resident' ? [identity] : [];
      });
    const all = new Set(residents('ramp-0'));
    for (const identity of residents('ramp-1')) expect(all).toContain(identity);
  }, 60_000);
});
