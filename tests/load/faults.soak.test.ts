import { afterAll, describe, expect, test } from 'vitest';
import { Workplace } from '../cli/gridbeat.ts';
import { serve } from './served.ts';

const place = new Workplace();
afterAll(() => place.remove());

const SEEDS = 3;
/** What the judge says of each fault of a backend, and at what rate it is made. */
const NAMED = {
  lose: ['0.05', ['lost']],
  duplicate: ['0.5', ['duplicate']],
  // The second crew is thought to be free, and sent elsewhere.
  twice: ['0.05', ['crewsNeeded', 'oneJob', 'busyOrOffDuty']],
  busy: ['0.1', ['oneJob', 'busyOrOffDuty']],
  offDuty: ['0.1', ['busyOrOffDuty']],
  illegalStatus: ['0.02', ['statusOrder']],
  stale: ['0.2', ['monotonicReads', 'listsAgree']],
  reorder: ['0.02', ['streamOrder']],
} as const;
/** What is slow or fails is no violation. */
const HARMLESS = { stall: '0.005', '5xx': '0.05', slow: '0.05' } as const;
/** Retries, without which no backend can take a report twice. */
const WITH_TIMEOUTS = ['--fault', 'slow:0.1'];

async function brokenBy(faults: readonly string[], seed: string, timeout: string): Promise<string[]> {
  const served = await serve(['--scenario', 'lanwan', '--fault-seed', seed, ...faults]);
  try {
    const span = ['--from', 'D+0H+8', '--speed', '300', '--duration', '8s', '--drain', '1s', '--timeout', timeout];
    const more = ['--set', 'incidents.scale=20', '--seed', seed, '--json'];
    const { stdout } = await place.gridbeat(['load', 'lanwan', '--backend', served.url, ...span, ...more]);
    const { invariants } = JSON.parse(stdout) as { invariants: { name: string; violations: number }[] };
    return invariants.filter(({ violations }) => violations > 0).map(({ name }) => name);
  } finally {
    await served.stop();
  }
}

describe.each(Array.from({ length: SEEDS }, (_, seed) => `faults-${seed}`))('seed %s', (seed) => {
  test.each(Object.entries(NAMED))('%s is found and named', async (kind, [rate, names]) => {
    const isRetried = kind === 'duplicate';
    const faults = ['--fault', `${kind}:${rate}`, ...(isRetried ? WITH_TIMEOUTS : [])];
    const broken = await brokenBy(faults, seed, isRetried ? '500ms' : '5s');
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.filter((name) => !names.some((named) => named === name))).toEqual([]);
  });

  test.each(Object.entries(HARMLESS))('%s is no violation', async (kind, rate) => {
    expect(await brokenBy(['--fault', `${kind}:${rate}`], seed, '5s')).toEqual([]);
  });

  test('a clean backend gives no finding, with client timeouts neither', async () => {
    expect(await brokenBy([], seed, '5s')).toEqual([]);
    expect(await brokenBy(WITH_TIMEOUTS, seed, '500ms')).toEqual([]);
  });
});
