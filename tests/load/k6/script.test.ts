import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Workplace } from '../../cli/gridbeat.ts';
import { serve } from '../served.ts';

const RUNNER = fileURLToPath(new URL('./runner.ts', import.meta.url));
const place = new Workplace();
afterAll(() => place.remove());

interface Ran {
  readonly planned: number;
  readonly sums: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  readonly broken: readonly string[];
}

/** Runs the exported script once against a server of its own. */
async function run(faults: readonly string[]): Promise<{ ran: Ran; incidents: number }> {
  const served = await serve(['--scenario', 'lanwan', ...faults]);
  try {
    const env = { ...process.env, K6_ENV: JSON.stringify({ BASE_URL: served.url }) };
    const { stdout } = await promisify(execFile)(process.execPath, [RUNNER, place.path('k6', 'open-part.ts')], { env });
    const listed = await fetch(`${served.url}/v1/incidents?limit=500`);
    const { incidents } = (await listed.json()) as { incidents: unknown[] };
    return { ran: JSON.parse(stdout), incidents: incidents.length };
  } finally {
    await served.stop();
  }
}

describe('the exported k6 script, run for once (k6 itself stood in for, requests real)', () => {
  let operations: Readonly<Record<string, number>>;
  let total = 0;
  beforeAll(async () => {
    const stretch = ['--from', 'D+0H+9', '--speed', '600', '--duration', '4s', '--set', 'incidents.scale=0.5'];
    const args = ['export', 'k6', 'lanwan', '--backend', 'http://127.0.0.1:1', '--out', 'k6', ...stretch, '--json'];
    operations = JSON.parse((await place.gridbeat(args)).stdout).operations;
    total = Object.values(operations).reduce((sum, count) => sum + count, 0);
  }, 30_000);

  test('a clean backend keeps every threshold: each operation is sent, in time, and its checks hold', async () => {
    const { ran, incidents } = await run([]);
    expect(ran.failures).toEqual([]);
    expect(ran.broken.filter((threshold) => !threshold.startsWith('gridbeat_late'))).toEqual([]);
    expect(ran.planned).toBeGreaterThanOrEqual(total);
    expect(ran.sums.gridbeat_operations).toBe(total);
    expect(operations.report).toBeGreaterThan(20);
    expect(incidents).toBe(operations.report);
  }, 60_000);

  test('a backend that loses reports and fails breaks the thresholds on checks and on completed operations', async () => {
    const { ran, incidents } = await run(['--fault', 'lose:0.3', '--fault', '5xx:10%']);
    expect(ran.broken).toContain('checks: rate==1');
    expect(ran.broken).toContain(`gridbeat_operations: count==${total}`);
    expect(ran.failures).toContain('report: acknowledged with 201');
    expect(incidents).toBeLessThan(operations.report);
  }, 60_000);
});
