import type { City } from '../city/city.ts';
import { CityImportError } from '../city/import/problems.ts';
import { type LoadOptions, loadCity } from '../city/load.ts';
import { say } from '../locales/index.ts';
import type { LoadedScenario } from '../scenario/load.ts';
import { unknownUnits } from '../scenario/references.ts';
import { suggestion } from '../scenario/suggest.ts';
import { shippedCities } from './package-files.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The city that a scenario names. Throws UsageError where Gridbeat has none of that name or with those units. */
export async function cityOf(
  { scenario, where }: Pick<LoadedScenario, 'scenario' | 'where'>,
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
    if (!isMissing(error)) throw error;
    const meant = suggestion(name, shippedCities());
    const message = { key: 'usage.unknownCity', values: { name } } as const;
    const place = { where: where(['city', 'name']), path: 'city.name' };
    throw new UsageError([{ ...place, message, ...(meant && { suggestion: meant }) }]);
  }
  const problems = unknownUnits(
    scenario,
    city.units.map((unit) => unit.id),
  );
  if (problems.length > 0) throw new UsageError(problems.map(({ at, ...rest }) => ({ where: where(at), ...rest })));
  return city;
}
