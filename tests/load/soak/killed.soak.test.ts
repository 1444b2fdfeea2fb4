import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../../cli/gridbeat.ts';
import { serve } from '../served.ts';
import { Ledger } from './ledger.ts';
import { loaded } from './loaded.ts';
import { restarting } from './restarts.ts';
import { SHAPES, TOWN } from './town.ts';

const LOADS = 5;
const KILLS = 10;

const place = new Workplace();
const ledger = new Ledger('killed');
afterAll(() => place.remove());

test.each(Array.from({ length: LOADS }, (_, load) => load + 1))(
  `load %i: killed ${KILLS} times, the server loses nothing that it acknowledged`,
  async (seed) => {
    const run = `killed ${seed}`;
    if (ledger.has(run)) return;
    const served = await serve(['--scenario', TOWN]);
    try {
      const load = loaded(place, served.url, TOWN, [...SHAPES.long, '--seed', `killed-${seed}`]);
      const kills = await restarting(served, load, 'SIGKILL', seed, KILLS);
      const result = await load;
      expect(kills).toBe(KILLS);
      expect(result.broken).toEqual([]);
      const lost = result.invariants.find(({ name }) => name === 'lost');
      expect(lost).toMatchObject({ verdict: 'held' });
      const { ok, attempts, errors } = result.operations.report;
      ledger.add(run, { kills, acknowledged: lost?.checked, reports: ok, attempts, errors });
      rmSync(dirname(result.history), { recursive: true });
    } finally {
      await served.stop();
    }
  },
);
