import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../../cli/gridbeat.ts';
import { serve } from '../served.ts';
import { Ledger } from './ledger.ts';
import { judgedAgain, loaded } from './loaded.ts';
import { restarting } from './restarts.ts';
import { SHAPES, TOWN } from './town.ts';

const KILLS = 50;
/** In one load at most: another seed is another load. */
const KILLS_A_LOAD = 10;

const place = new Workplace();
const ledger = new Ledger('killed');
afterAll(() => place.remove());

async function killedUnderLoad(seed: number): Promise<number> {
  const run = `killed ${seed}`;
  const before = ledger.factsOf(run)?.kills;
  if (typeof before === 'number') return before;
  const served = await serve(['--scenario', TOWN]);
  try {
    const load = loaded(place, served.url, TOWN, [...SHAPES.long, '--seed', `killed-${seed}`]);
    const kills = await restarting(served, load, { signal: 'SIGKILL', seed, most: KILLS_A_LOAD, longest: 5000 });
    const result = await load;
    expect(kills).toBeGreaterThan(0);
    expect(result.broken).toEqual([]);
    expect(await judgedAgain(place, result)).toEqual(result.invariants);
    const lost = result.invariants.find(({ name }) => name === 'lost');
    expect(lost).toMatchObject({ verdict: 'held' });
    const { attempts, errors } = result.operations.report;
    ledger.add(run, { kills, acknowledged: lost?.checked, attempts, errors });
    rmSync(dirname(result.history), { recursive: true });
    return kills;
  } finally {
    await served.stop();
  }
}

test(`killed ${KILLS} times under load, a server loses nothing that it acknowledged`, async () => {
  for (let kills = 0, seed = 1; kills < KILLS; seed++) kills += await killedUnderLoad(seed);
});
