import { setImmediate } from 'node:timers/promises';
import { cityCounts } from '../city/counts.ts';
import { checkControls, cityFit } from '../city/fit.ts';
import { type ImportRequest, importCity } from '../city/import/import.ts';
import { CityImportError } from '../city/import/problems.ts';
import { say } from '../locales/index.ts';
import type { CityImportOutput } from '../report/city-output.ts';
import { openResultFolder } from '../report/result-folder.ts';
import { brief } from '../scenario/problem.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { tellNothingKept } from './nothing-kept.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Residents that the volumes of Yangzhou's catalogue stand for. */
const CATALOGUE_RESIDENTS = 4_559_797;

function readRequest(args: RawArguments): ImportRequest & { readonly out: string } {
  const reader = new ArgumentReader(args);
  const areas = reader.texts('files');
  const missing = (where: string): void => reader.problem({ where, path: '', message: { key: 'cityImport.required' } });
  if (areas.length === 0) missing('FILES');
  const name = reader.text('name') ?? '';
  if (name === '') missing('--name');
  else if (!/^[a-z][a-z0-9-]{0,40}$/.test(name)) {
    const expected = { key: 'cityImport.expected.name' } as const;
    reader.problem({ where: '--name', path: '', message: { key: 'usage.badValue' }, found: brief(name), expected });
  }
  const en = reader.text('title') ?? name;
  const request = {
    name,
    title: { en, zh: reader.text('title-zh') ?? en },
    areas,
    census: reader.text('census'),
    map: reader.text('map'),
    out: reader.text('out') ?? name,
  };
  reader.end();
  return request;
}

async function importFiles(args: RawArguments, terminal: Terminal): Promise<number> {
  const { out, ...request } = readRequest(args);
  const { language } = terminal;
  const target = openResultFolder(out, request.name);
  const progress = startProgress(say(language, 'cityImport.comparing'), 1);
  const interruption = catchInterruption(progress.end, target.discard);
  const pause = async (done: number, all: number): Promise<void> => {
    progress.update(done, all);
    await setImmediate();
    interruption.signal.throwIfAborted();
  };
  try {
    const { texts, city } = await importCity({ ...request, pause });
    const { counts } = cityCounts(city);
    const { totalAbsoluteError } = cityFit(checkControls(city));
    interruption.signal.throwIfAborted();
    const folder = target.publish(new Map(Object.entries(texts)));
    const incidentsScale = Number((counts.residents / CATALOGUE_RESIDENTS).toPrecision(4));
    const output: CityImportOutput = { name: city.name, folder, counts, fit: { totalAbsoluteError }, incidentsScale };
    const setting = shellQuoted(`city.folder=${folder}`);
    const values = { ...counts, folder, setting, name: city.name, error: totalAbsoluteError, scale: incidentsScale };
    terminal.print(terminal.json ? JSON.stringify(output) : say(language, { key: 'cityImport.done', values }));
    return 0;
  } catch (error) {
    const interrupted = interruption.code();
    if (interrupted !== undefined) return tellNothingKept(interrupted, terminal);
    throw error instanceof CityImportError ? new UsageError(error.problems) : error;
  } finally {
    progress.end();
    interruption.end();
    target.discard();
  }
}

/** As a shell takes it for one word. */
function shellQuoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export const cityImport: Command = {
  words: ['city', 'import'],
  positional: { name: 'files', describe: 'cityImport.files', many: true },
  describe: 'cityImport.describe',
  options: {
    name: { kind: 'text', describe: 'cityImport.option.name' },
    title: { kind: 'text', describe: 'cityImport.option.title' },
    'title-zh': { kind: 'text', describe: 'cityImport.option.titleZh' },
    census: { kind: 'text', describe: 'cityImport.option.census' },
    map: { kind: 'text', describe: 'cityImport.option.map' },
    out: { kind: 'text', describe: 'cityImport.option.out' },
  },
  examples: [
    ['city import areas.geojson --census census.csv --name lanwan --out lanwan', 'cityImport.example'],
    ['city import units.csv grids.csv --map map.yaml --name mycity --json', 'cityImport.example.files'],
  ],
  run: importFiles,
};
