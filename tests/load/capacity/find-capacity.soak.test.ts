import { expect, test } from 'vitest';
import { Workplace } from '../../cli/gridbeat.ts';
import { serve } from '../served.ts';
import { bottleneck } from './bottleneck.ts';

/** Milliseconds for a report at the door, and what that is a second. */
const SERVICE = 8;
const RATE = 1000 / SERVICE;

test('a door that takes 125 reports a second is found to hold that many, within a fifth', async () => {
  const place = new Workplace();
  const served = await serve(['--scenario', 'lanwan']);
  const door = await bottleneck(served.url, SERVICE);
  const load = ['load', 'lanwan', '--backend', door.url, '--from', 'D+0H+8', '--speed', '300', '--duration', '15s'];
  const search = ['--find-capacity', '--trials', '30', '--target', 'op.report.response.p99 < 300ms', '--json'];
  const { stdout } = await place.gridbeat([...load, '--drain', '0s', '--set', 'incidents.scale=10', ...search]);
  door.stop();
  await served.stop();
  place.remove();
  const { holds, end, stopped, trials } = JSON.parse(stdout);
  expect([stopped, end.outcome]).toEqual(['found', 'broken']);
  expect(end.multiple / holds.multiple).toBeLessThanOrEqual(1.05);
  const reports = (multiple: number): number[] =>
    trials
      .filter((trial: { multiple: number }) => trial.multiple === multiple)
      .map((trial: { reportsPerSecond: number }) => trial.reportsPerSecond);
  for (const perSecond of reports(holds.multiple)) {
    expect(perSecond / RATE).toBeGreaterThan(0.8);
    expect(perSecond / RATE).toBeLessThan(1.2);
  }
}, 900_000);
