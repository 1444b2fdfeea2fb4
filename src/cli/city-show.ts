import { cityJson, cityReport } from '../report/city.ts';
import { loadScenario } from '../scenario/load.ts';
import type { RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { scenarioPath } from './package-files.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

async function showCity(args: RawArguments, terminal: Terminal): Promise<number> {
  const given = typeof args.scenario === 'string' ? args.scenario : undefined;
  const { scenario } = await loadScenario(scenarioPath(given));
  const city = await cityOf(scenario, terminal);
  terminal.print(terminal.json ? JSON.stringify(cityJson(city)) : cityReport(city, terminal.language).trimEnd());
  return 0;
}

export const cityShow: Command = {
  words: ['city', 'show'],
  positional: { name: 'scenario', describe: 'cli.scenario' },
  describe: 'cli.city.show.describe',
  options: {},
  examples: [
    ['city show', 'cli.city.show.example'],
    ['city show --json | jq .counts', 'cli.city.show.example.json'],
  ],
  run: showCity,
};
