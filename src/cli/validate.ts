import { availableParallelism } from 'node:os';
import { say } from '../locales/index.ts';
import { validationOutput } from '../report/validation-output.ts';
import { validationHtml, validationMarkdown } from '../report/validation-page.ts';
import { validationTable } from '../report/validation-table.ts';
import { loadScenario } from '../scenario/load.ts';
import { catalogue } from '../validation/catalogue.ts';
import { openPieces } from '../validation/pieces.ts';
import { type ValidationResult, validate } from '../validation/validate.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { readReport, writeReport } from './report-file.ts';
import { RUN_OPTIONS } from './run-options.ts';
import { cityOf } from './scenario-city.ts';
import { giveSecondOpinion } from './second-opinion.ts';
import type { Terminal } from './terminal.ts';

const FAULT = 1;
const MOST_THREADS = 64;
const DEFAULT_SEED = '1';

interface Options {
  readonly seed: string;
  readonly threads: number;
  readonly report: string | undefined;
}

/** What only a second opinion takes. */
const OF_SCENARIOS = ['scenario', 'set', 'days', 'warmup', 'replications'] as const;

function readOptions(args: RawArguments): Options {
  const reader = new ArgumentReader(args);
  for (const name of OF_SCENARIOS) {
    const where = name === 'scenario' ? 'SCENARIO' : `--${name}`;
    if (reader.texts(name).length > 0)
      reader.problem({ where, path: '', message: { key: 'opinion.onlyWithTownship' } });
  }
  const options = {
    seed: reader.text('seed') ?? DEFAULT_SEED,
    threads: reader.wholeNumber('threads', 1, MOST_THREADS) ?? availableParallelism(),
    report: readReport(reader),
  };
  reader.end();
  return options;
}

async function deliver(result: ValidationResult, { report }: Options, terminal: Terminal): Promise<void> {
  const { language, style } = terminal;
  if (report !== undefined) {
    const pages = {
      html: () => validationHtml(result, language),
      markdown: () => validationMarkdown(result, language),
    };
    writeReport(report, pages, terminal);
  }
  terminal.print(terminal.json ? JSON.stringify(validationOutput(result)) : validationTable(result, language, style));
}

async function validateEngine(args: RawArguments, terminal: Terminal): Promise<number> {
  if (args.township !== undefined) return giveSecondOpinion(args, terminal);
  const options = readOptions(args);
  const loaded = await loadScenario(scenarioPath(undefined));
  const { scenario } = loaded;
  const city = await cityOf(loaded, terminal);
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
  positional: { name: 'scenario', describe: 'opinion.option.scenario' },
  describe: 'validation.describe',
  options: {
    seed: { kind: 'text', describe: 'validation.option.seed' },
    threads: { kind: 'text', describe: 'validation.option.threads' },
    report: { kind: 'text', describe: 'validation.option.report' },
    township: { kind: 'text', describe: 'opinion.option.township' },
    set: { kind: 'texts', describe: 'opinion.option.set' },
    days: RUN_OPTIONS.days,
    warmup: RUN_OPTIONS.warmup,
    replications: RUN_OPTIONS.replications,
  },
  examples: [
    ['validate', 'validation.example'],
    ['validate --seed 7 --report validation.html', 'validation.example.report'],
    ['validate lanwan --township 望潮街道 --days 28', 'opinion.example'],
    ["validate --json | jq '.rows[] | select(.passed | not)'", 'validation.example.json'],
  ],
  run: validateEngine,
};
