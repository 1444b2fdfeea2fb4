import { fileURLToPath } from 'node:url';
import type { City } from '../../src/city/city.ts';
import { type TinyOptions, tinyCity } from '../../src/city/tiny.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

const DEFAULT = fileURLToPath(new URL('../../scenarios/yangzhou.yaml', import.meta.url));

/** A few dozen incidents a day, so that a run takes a fraction of a second. */
const LITTLE = ['incidents.scale=0.01', 'horizon.warmupDays=2', 'horizon.days=3', 'horizon.drainDays=6'];

export interface LittleRun {
  readonly scenario: Scenario;
  readonly city: City;
}

/** The default scenario on a small city, with patches. */
export async function little(set: readonly string[] = [], options: TinyOptions = {}): Promise<LittleRun> {
  const { scenario } = await loadScenario(DEFAULT, { set: [...LITTLE, ...set] });
  return { scenario, city: tinyCity({ units: 2, exclusiveGrids: 2, ...options }) };
}
