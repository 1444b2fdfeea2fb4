import { accessSync, constants } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { say } from '../locales/index.ts';
import { validationOutput } from '../report/validation-output.ts';
import { validationHtml, validationMarkdown } from '../report/validation-page.ts';
import { validationTable } from '../report/validation-table.ts';
import { loadScenario } from '../scenario/load.ts';
import { brief } from '../scenario/problem.ts';
import { catalogue } from '../validation/catalogue.ts';
import { openPieces } from '../validation/pieces.ts';
import { type ValidationResult, validate } from '../validation/validate.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

const FAULT = 1;
const MOST_THREADS = 64;
const DEFAULT_SEED = '1';
const PAGES = { '.html': validationHtml, '.md': validationMarkdown } as const;

interface Options {
  readonly seed: string;
  readonly threads: number;
  readonly report: string | undefined;
}

function pageOf(report: string): (typeof PAGES)[keyof typeof PAGES] | undefined {
  return report.endsWith('.html') ? PAGES['.html'] : report.endsWith('.md') ? PAGES['.md'] : undefined;
}

/** Looks before a minute is spent whether the report can be written. */
function checkReport(reader: ArgumentReader, report: string): void {
  if (pageOf(report) === undefined) {
    const expected = { key: 'validation.option.reportEnding' } as const;
    reader.problem({ where: '--report', path: '', message: { key: 'usage.badValue' }, found: brief(report), expected });
    return;
  }
  try {
    accessSync(dirname(report), constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    reader.problem({ where: report, path: '', message: { key: 'validation.reportUnusable', values: { reason } } });
  }
}

function readOptions(args: RawArguments): Options {
  const reader = new ArgumentReader(args);
  const options = {
    seed: reader.text('seed') ?? DEFAULT_SEED,
    threads: reader.wholeNumber('threads', 1, MOST_THREADS) ?? availableParallelism(),
    report: reader.text('report'),
  };
  if (options.report !== undefined) checkReport(reader, options.report);
  reader.end();
  return options;
}

async function deliver(result: ValidationResult, { report }: Options, terminal: Terminal): Promise<void> {
  const { language, style } = terminal;
  if (report !== undefined) {
    await writeFileAtomic(report, pageOf(report)?.(result, language) ?? '');
    terminal.note(say(language, { key: 'cli.written', values: { path: report } }));
  }
  terminal.print(terminal.json ? JSON.stringify(validationOutput(result)) : validationTable(result, language, style));
}

async function validateEngine(args: RawArguments, terminal: Terminal): Promise<number> {
  const options = readOptions(args);
  const { scenario } = await loadScenario(scenarioPath(undefined));
  const city = await cityOf(scenario, terminal);
  const experiments = catalogue(scenario);
  const pieces = openPieces(scenario, city, options.threads);
  const progress = startProgress(
    say(terminal.language, 'validation.running'),
    experiments.reduce((sum, experiment) => sum + experiment.pieces, 0),
  );
  const stopping = () => {
    progress.end();
    terminal.note(say(terminal.language, 'cli.stopping'));
  };
  const interruption = catchInterruption(stopping, () => {});
  let result: ValidationResult;
  try {
    const { seed } = options;
    const { update: onProgress } = progress;
    result = await validate({ experiments, seed, run: pieces.run, onProgress, signal: interruption.signal });
  } finally {
    progress.end();
    interruption.end();
    await pieces.end();
  }
  await deliver(result, options, terminal);
  return interruption.code() ?? (result.passed ? 0 : FAULT);
}

export const validateCommand: Command = {
  words: ['validate'],
  describe: 'validation.describe',
  options: {
    seed: { kind: 'text', describe: 'validation.option.seed' },
    threads: { kind: 'text', describe: 'validation.option.threads' },
    report: { kind: 'text', describe: 'validation.option.report' },
  },
  examples: [
    ['validate', 'validation.example'],
    ['validate --seed 7 --report validation.html', 'validation.example.report'],
    ["validate --json | jq '.rows[] | select(.passed | not)'", 'validation.example.json'],
  ],
  run: validateEngine,
};
