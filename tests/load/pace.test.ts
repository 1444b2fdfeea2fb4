import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../../src/load/history/reader.ts';
import type { HistoryRecord } from '../../src/load/history/record.ts';
import type { LiveLoad } from '../../src/load/live-load.ts';
import type { LoadOutcome } from '../../src/load/run.ts';
import { judgeAll } from './invariants/judged.ts';
import { littleLoad, SPEED } from './little-load.ts';
import { type Served, serve } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-pace-'));
let served: Served;
beforeAll(async () => {
  served = await serve();
}, 30_000);
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A load of four seconds at the speed of the start, whose pace somebody changes. */
async function load(name: string, change: (live: LiveLoad) => Promise<void>) {
  const historyFile = join(folder, name);
  let changed: Promise<void> = Promise.resolve();
  const outcome = await littleLoad(served.url, 4, {
    historyFile,
    onLive: (live) => {
      changed = change(live);
    },
  });
  await changed;
  const records: HistoryRecord[] = [];
  await readHistory(historyFile, (record) => records.push(record));
  return { outcome, records };
}

const broken = ({ judgement }: Pick<LoadOutcome, 'judgement'>) =>
  judgement.verdicts.filter(({ violations }) => violations > 0);

describe('the pace of a load', () => {
  it('can be stopped and changed while it runs: what comes about then is due by the new pace', async () => {
    const { outcome, records } = await load('paced.ndjson', async ({ pace }) => {
      await wait(1000);
      pace.pauseOrResume();
      await wait(2000);
      pace.multiply(2);
      pace.pauseOrResume();
      await expect.poll(() => pace.speed).toBe(SPEED);
      pace.multiply(2);
      await expect.poll(() => pace.speed).toBe(2 * SPEED);
    });
    expect(outcome.speedChanges.map(({ speed }) => speed)).toEqual([0, SPEED, 2 * SPEED]);
    const [stopped, resumed] = outcome.speedChanges;
    expect(resumed.simulated).toBeCloseTo(stopped.simulated, 0);
    expect(resumed.at - stopped.at).toBeGreaterThan(1.8);

    const still = outcome.seconds.filter(({ speed }) => speed === 0);
    expect(still.length).toBeGreaterThan(0);
    expect(new Set(still.map(({ simulated }) => simulated))).toEqual(new Set([stopped.simulated]));

    // The window is that of the simulated clock: a second of it took two in the pause, and three took half.
    const after = outcome.seconds.find(({ phase }) => phase === 'drain');
    expect(after?.simulated).toBeGreaterThanOrEqual(outcome.setting.from + 4 * SPEED);
    expect(outcome.measured).toBeGreaterThan(4);
    expect(outcome.measured).toBeLessThan(6);

    // Nothing was held up by the pause but what was to come after it.
    const { report } = outcome.operations;
    expect(report?.count).toBeGreaterThan(20);
    expect(report?.ok).toBe(report?.count);
    expect(report?.response?.max).toBeLessThan(1);
    expect(outcome.decide?.count).toBeGreaterThan(5);
    expect(outcome.validity.lateness?.max).toBeLessThan(1);
    expect(broken(outcome)).toEqual([]);

    expect(records.flatMap((record) => (record.t === 'speed' ? [record.speed] : []))).toEqual([0, SPEED, 2 * SPEED]);
    expect(judgeAll(records)).toEqual(outcome.judgement);
  }, 40_000);

  it('stays as it is where the backend does not take the change, and says why', async () => {
    const { outcome } = await load('refused.ndjson', async ({ pace }) => {
      await wait(500);
      // Another exercise: the clock of this one is gone.
      await fetch(`${served.url}/v1/exercise`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: 'other', scenario: 'other', startDate: '2022-08-08' }),
      });
      pace.pauseOrResume();
      expect([pace.wanted, pace.speed]).toEqual([0, SPEED]);
      await expect.poll(() => pace.problem?.message.key, { timeout: 8000 }).toBe('dispatchApi.status');
      expect([pace.wanted, pace.speed]).toEqual([SPEED, SPEED]);
    });
    expect(outcome.speedChanges).toEqual([]);
  }, 40_000);
});
