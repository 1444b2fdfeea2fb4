import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../cli/gridbeat.ts';
import { type Served, serve } from './served.ts';
import { type Loaded, loaded, OF_CREWS } from './soak/loaded.ts';
import { little, TOWN } from './soak/town.ts';

const place = new Workplace();
afterAll(() => place.remove());

/** A little load on a server broken in these ways. The full counts: tests/load/soak. */
async function littleLoad(
  faults: Readonly<Record<string, number>>,
  timeout: number,
  seconds = 3,
): Promise<Loaded & { served: Served }> {
  const args = Object.entries(faults).flatMap(([kind, rate]) => ['--fault', `${kind}:${rate}`]);
  const served = await serve(['--scenario', TOWN, '--fault-seed', 'little', ...args]);
  try {
    const result = await loaded(place, served.url, TOWN, little({ timeout, seconds }));
    return { ...result, served };
  } finally {
    await served.stop();
  }
}

test('reports lost, reads that go back, a stream out of order and stages left out are each named', async () => {
  const { code, broken, served } = await littleLoad({ lose: 0.05, stale: 0.1, reorder: 0.02, illegalStatus: 0.02 }, 10);
  expect(code).toBe(3);
  // An incident ordered closed too early, which its centre still has as filed, is in no account once nothing follows.
  expect(broken.filter((name) => name !== 'accounting')).toEqual([
    'lost',
    'statusOrder',
    'monotonicReads',
    'streamOrder',
  ]);
  for (const kind of ['lose', 'stale', 'reorder', 'illegalStatus'])
    expect(served.said).toMatch(new RegExp(`Fault ${kind}: made [1-9]\\d* times, of [1-9]\\d* chances`));
}, 180_000);

test('crews beyond need, at work elsewhere or off duty are named', async () => {
  const { code, broken } = await littleLoad({ twice: 0.05, busy: 0.05, offDuty: 0.05 }, 10);
  expect(code).toBe(3);
  expect(broken).toEqual(expect.arrayContaining(['crewsNeeded', 'busyOrOffDuty']));
  expect(broken.filter((name) => !OF_CREWS.includes(name))).toEqual([]);
}, 180_000);

test.concurrent('a retry taken for another report is named; slow answers are only slow', async () => {
  const { broken, operations } = await littleLoad({ duplicate: 0.3, slow: 0.15 }, 0.9, 1.5);
  expect(broken).toContain('duplicate');
  // Crews are sent to both incidents of a report, and what they do at one may be told of the other.
  expect(broken.filter((name) => name !== 'duplicate' && !OF_CREWS.includes(name))).toEqual([]);
  expect(operations.report.errors.timeout).toBeGreaterThan(0);
}, 180_000);

test.concurrent('failures and answers that never come are no violations, but counted', async () => {
  const { broken, operations } = await littleLoad({ '5xx': 0.1, stall: 0.003 }, 2, 1.5);
  expect(broken).toEqual([]);
  expect(operations.report.errors.status5xx).toBeGreaterThan(0);
  // One in 300 of some thousand operations: of reports alone there may be none.
  const timeouts = Object.values(operations).map(({ errors }) => errors.timeout ?? 0);
  expect(Math.max(...timeouts)).toBeGreaterThan(0);
}, 180_000);
