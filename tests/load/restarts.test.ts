import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../cli/gridbeat.ts';
import { serve } from './served.ts';
import { judgedAgain, loaded } from './soak/loaded.ts';
import { restarting } from './soak/restarts.ts';
import { little, TOWN } from './soak/town.ts';

const place = new Workplace();
afterAll(() => place.remove());

/** The full counts, and SIGTERM: tests/load/soak. */
test('a server ended by SIGKILL and started again under load is not blamed, and loses nothing', async () => {
  const served = await serve(['--scenario', TOWN]);
  try {
    const load = loaded(place, served.url, TOWN, little({ seconds: 5, drain: 3 }));
    expect(await restarting(served, load, { signal: 'SIGKILL', seed: 1, most: 2, longest: 1500 })).toBeGreaterThan(0);
    const result = await load;
    expect(result.broken).toEqual([]);
    const { errors, ok } = result.operations.report;
    expect((errors.refused ?? 0) + (errors.connection ?? 0)).toBeGreaterThan(0);
    expect(result.invariants.find(({ name }) => name === 'lost')).toMatchObject({ verdict: 'held' });
    expect(ok).toBeGreaterThan(0);
    expect(await judgedAgain(place, result)).toEqual(result.invariants);
  } finally {
    await served.stop();
  }
}, 180_000);
