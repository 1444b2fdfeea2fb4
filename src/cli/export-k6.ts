import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type K6Files, k6Files } from '../load/k6/files.ts';
import { peakOf } from '../load/schedule/rates.ts';
import { startOf } from '../load/schedule/start.ts';
import { say } from '../locales/index.ts';
import type { ExportK6Output } from '../report/export-k6-output.ts';
import { openResultFolder } from '../report/result-folder.ts';
import { loadScenario } from '../scenario/load.ts';
import { brief } from '../scenario/problem.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { readShape, SHAPE_OPTIONS } from './load-shape.ts';
import { readSpan, SPAN_OPTIONS } from './load-span.ts';
import { k6Template, packageVersion, scenarioPath } from './package-files.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

/** The base address of a backend that speaks the Dispatch API; a problem where it is none or holds a secret. */
function readBackend(reader: ArgumentReader): string {
  const text = reader.text('backend');
  if (text === undefined) {
    reader.problem({ where: '--backend', path: '', message: { key: 'k6.backendMissing' } });
    return '';
  }
  const url = URL.parse(text);
  if (url !== null && (url.username !== '' || url.password !== '')) {
    reader.problem({ where: '--backend', path: '', message: { key: 'k6.backendSecret' } });
  } else if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    reader.problem({
      where: '--backend',
      path: '',
      message: { key: 'usage.badValue' },
      found: brief(text),
      expected: { key: 'k6.expected.backend' },
    });
  }
  return url === null ? '' : url.href.replace(/\/+$/, '');
}

function output(folder: string, { files, rates, virtualUsers }: K6Files): ExportK6Output {
  const { seconds, total } = rates;
  const peakPerSecond = peakOf(rates);
  return { folder, files: [...files.keys()], part: 'open', operations: total, seconds, peakPerSecond, virtualUsers };
}

function tell(made: ExportK6Output, operator: boolean, { language, json, print }: Terminal): void {
  if (json) {
    print(JSON.stringify(made));
    return;
  }
  const { folder, files, operations, seconds, peakPerSecond, virtualUsers } = made;
  const script = join(folder, files[0]);
  print(say(language, { key: 'cli.written', values: { path: script } }));
  print(say(language, { key: 'k6.counts', values: { ...operations, seconds, peakPerSecond, virtualUsers } }));
  print(say(language, 'k6.openPartOnly'));
  print(say(language, { key: 'k6.next', values: { script } }));
  if (operator) print(say(language, { key: 'k6.nextOperator', values: { folder: join(folder, 'operator') } }));
}

async function exportK6(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const span = readSpan(reader);
  const shape = readShape(reader, span.duration);
  const backend = readBackend(reader);
  const out = reader.text('out');
  const operator = reader.flag('operator');
  const seed = reader.text('seed');
  if (out === undefined) reader.problem({ where: '--out', path: '', message: { key: 'k6.outMissing' } });
  reader.end();
  const set = [...reader.texts('set'), ...(seed === undefined ? [] : [`seed=${JSON.stringify(seed)}`])];
  const given = typeof args.scenario === 'string' ? args.scenario : undefined;
  const loaded = await loadScenario(scenarioPath(given), { set });
  const { scenario } = loaded;
  const city = await cityOf(loaded, terminal);
  const folder = openResultFolder(out, scenario.name);
  try {
    const made = k6Files({
      scenario,
      city,
      start: startOf(scenario, span.from),
      speed: span.speed,
      duration: span.duration,
      ...shape,
      backend,
      version: packageVersion(),
      template: k6Template(),
      operator,
    });
    for (const [name, text] of made.files) {
      mkdirSync(dirname(join(folder.draft, name)), { recursive: true });
      writeFileSync(join(folder.draft, name), text);
    }
    tell(output(folder.publish(new Map()), made), operator, terminal);
    return 0;
  } finally {
    folder.discard();
  }
}

export const exportK6Command: Command = {
  words: ['export', 'k6'],
  positional: { name: 'scenario', describe: 'cli.scenario' },
  describe: 'k6.describe',
  options: {
    backend: { kind: 'text', describe: 'k6.option.backend' },
    out: { kind: 'text', describe: 'k6.option.out' },
    ...SPAN_OPTIONS,
    ...SHAPE_OPTIONS,
    set: { kind: 'texts', describe: 'cli.option.set' },
    seed: { kind: 'text', describe: 'cli.option.seed' },
    operator: { kind: 'flag', describe: 'k6.option.operator' },
  },
  examples: [
    ['export k6 storm --backend http://127.0.0.1:3000 --out k6', 'k6.example'],
    ['export k6 storm --backend http://dispatch:3000 --out k6 --operator', 'k6.example.operator'],
  ],
  run: exportK6,
};
