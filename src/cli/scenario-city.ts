import { cityAssumptions } from '../city/assumptions.ts';
import type { City } from '../city/city.ts';
import { CityImportError } from '../city/import/problems.ts';
import { type LoadOptions, loadCity } from '../city/load.ts';
import { say } from '../locales/index.ts';
import type { Assumption } from '../scenario/labels.ts';
import type { LoadedScenario } from '../scenario/load.ts';
import { unknownUnits } from '../scenario/references.ts';
import { suggestion } from '../scenario/suggest.ts';
import { shippedCities } from './package-files.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type Loaded = Pick<LoadedScenario, 'scenario' | 'where'>;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The city that a scenario names. Throws UsageError where Gridbeat has none of that name or with those units. */
export async function cityOf(
  { scenario, where }: Loaded,
  terminal: Terminal,
  options: LoadOptions = {},
): Promise<City> {
  const { name, folder, seed } = scenario.city;
  let city: City;
  try {
    city = await loadCity(name, seed, {
      folder,
      ...options,
      notice: (message) => terminal.note(say(terminal.language, message)),
    });
  } catch (error) {
    if (error instanceof CityImportError) throw new UsageError(error.problems);
    throw isMissing(error) ? unknownCity(name, where(['city', 'name'])) : error;
  }
  const problems = unknownUnits(
    scenario,
    city.units.map((unit) => unit.id),
  );
  if (problems.length > 0) throw new UsageError(problems.map(({ at, ...rest }) => ({ where: where(at), ...rest })));
  return city;
}

/** The numbers that the scenario's city is built from, as `cityAssumptions` has them. Throws as `cityOf` does. */
export async function cityNumbers({ scenario, where }: Loaded): Promise<Assumption[]> {
  const { name, folder } = scenario.city;
  if (folder !== undefined) return [];
  try {
    return await cityAssumptions(name);
  } catch (error) {
    throw isMissing(error) ? unknownCity(name, where(['city', 'name'])) : error;
  }
}

function unknownCity(name: string, where: string): UsageError {
  const meant = suggestion(name, shippedCities());
  const message = { key: 'usage.unknownCity', values: { name } } as const;
  return new UsageError([{ where, path: 'city.name', message, ...(meant && { suggestion: meant }) }]);
}
