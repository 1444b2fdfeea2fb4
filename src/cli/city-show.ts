import { cityJson, cityReport } from '../report/city.ts';
import { loadScenario } from '../scenario/load.ts';
import { suggestion } from '../scenario/suggest.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { scenarioPath } from './package-files.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

const DEPTHS = ['unit', 'township', 'community'] as const;

async function showCity(args: RawArguments, terminal: Terminal): Promise<number> {
  const given = typeof args.scenario === 'string' ? args.scenario : undefined;
  const loaded = await loadScenario(scenarioPath(given));
  const reader = new ArgumentReader(args);
  const depth = reader.choice('depth', DEPTHS, 'unit');
  const unit = reader.text('unit');
  const city = await cityOf(loaded, terminal);
  if (unit !== undefined && !city.units.some(({ id }) => id === unit)) {
    const ids = city.units.map(({ id }) => id);
    const message = { key: 'scenario.unknownUnit', values: { name: unit } } as const;
    const meant = suggestion(unit, ids);
    reader.problem({ where: '--unit', path: '', message, ...(meant && { suggestion: meant }) });
  }
  reader.end();
  const { language, style } = terminal;
  const shown = { style, depth, ...(unit !== undefined && { unit }) };
  terminal.print(terminal.json ? JSON.stringify(cityJson(city, unit)) : cityReport(city, language, shown).trimEnd());
  return 0;
}

export const cityShow: Command = {
  words: ['city', 'show'],
  positional: { name: 'scenario', describe: 'cli.scenario' },
  describe: 'cli.city.show.describe',
  options: {
    depth: { kind: 'text', describe: 'cli.option.depth', choices: DEPTHS },
    unit: { kind: 'text', describe: 'cli.option.unit' },
  },
  examples: [
    ['city show', 'cli.city.show.example'],
    ['city show --unit jiangdu --depth township', 'cli.city.show.example.unit'],
    ['city show --json | jq .counts', 'cli.city.show.example.json'],
  ],
  run: showCity,
};
