import { say } from '../locales/index.ts';
import type { CityBuildOutput } from '../report/city-output.ts';
import { loadScenario } from '../scenario/load.ts';
import type { RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { scenarioPath } from './package-files.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

async function buildCity(args: RawArguments, terminal: Terminal): Promise<number> {
  const given = typeof args.scenario === 'string' ? args.scenario : undefined;
  const loaded = await loadScenario(scenarioPath(given));
  const start = performance.now();
  const { name, hash, residentTraits } = await cityOf(loaded, terminal, { rebuild: true });
  const seconds = Number(((performance.now() - start) / 1000).toFixed(2));
  const residents = residentTraits.length;
  const built: CityBuildOutput = { name, residents, hash, seconds };
  terminal.print(
    terminal.json
      ? JSON.stringify(built)
      : say(terminal.language, {
          key: 'cli.cityBuilt',
          values: { ...built, residents: residents.toLocaleString(terminal.language) },
        }),
  );
  return 0;
}

export const cityBuild: Command = {
  words: ['city', 'build'],
  positional: { name: 'scenario', describe: 'cli.scenario' },
  describe: 'cli.city.build.describe',
  options: {},
  examples: [['city build', 'cli.city.build.example']],
  run: buildCity,
};
