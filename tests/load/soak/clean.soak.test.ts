import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Workplace } from '../../cli/gridbeat.ts';
import { serve } from '../served.ts';
import { Ledger } from './ledger.ts';
import { judgedAgain, type Loaded, loaded } from './loaded.ts';
import { restarting } from './restarts.ts';
import { little, SHAPES, TOWN } from './town.ts';

const SEEDS = 100;
/** The server is ended so often in a run at most. */
const RESTARTS = 3;

const place = new Workplace();
const ledger = new Ledger('clean');
afterAll(() => place.remove());

/** No finding, now or when judged again; all that was sent is on record. */
async function isClean(run: string, result: Loaded, facts: Readonly<Record<string, unknown>>): Promise<void> {
  expect(result.broken).toEqual([]);
  expect(await judgedAgain(place, result)).toEqual(result.invariants);
  const { report } = result.operations;
  ledger.add(run, { ...facts, reports: report.ok, attempts: report.attempts, errors: report.errors });
  rmSync(dirname(result.history), { recursive: true });
}

describe.each(Array.from({ length: SEEDS }, (_, seed) => seed + 1))('seed %i', (seed) => {
  const args = ['--seed', `clean-${seed}`];

  test('a clean backend gives no finding', async () => {
    const run = `plain ${seed}`;
    if (ledger.factsOf(run) !== undefined) return;
    const served = await serve(['--scenario', TOWN]);
    try {
      await isClean(run, await loaded(place, served.url, TOWN, [...little(), ...args]), {});
    } finally {
      await served.stop();
    }
  });

  test('nor with client timeouts, retries and restarts', async () => {
    const run = `restarted ${seed}`;
    if (ledger.factsOf(run) !== undefined) return;
    const served = await serve(['--scenario', TOWN, '--fault', 'slow:0.05', '--fault-seed', String(seed)]);
    try {
      const load = loaded(place, served.url, TOWN, [...SHAPES.impatient, ...args]);
      const signal = seed % 2 === 0 ? 'SIGTERM' : 'SIGKILL';
      const restarts = await restarting(served, load, { signal, seed, most: RESTARTS, longest: 3000 });
      const result = await load;
      expect(restarts).toBeGreaterThan(0);
      expect(result.operations.report.attempts).toBeGreaterThan(result.operations.report.ok);
      await isClean(run, result, { signal, restarts });
    } finally {
      await served.stop();
    }
  });
});
