import { join } from 'node:path';
import type { City } from '../city/city.ts';
import { say } from '../locales/index.ts';
import { backendLines, outsideManifest } from '../report/backend-lines.ts';
import { errorOutput } from '../report/error-output.ts';
import { environment, type Manifest, withoutSecrets } from '../report/manifest.ts';
import { resultFiles } from '../report/result-files.ts';
import { openResultFolder, type ResultFolder } from '../report/result-folder.ts';
import { runOutput } from '../report/run-output.ts';
import { runTable } from '../report/table.ts';
import { verdictLines } from '../report/verdicts.ts';
import { checkBackend } from '../run/backends.ts';
import { precisionOf } from '../run/measures/measure.ts';
import type { RunResult } from '../run/result.ts';
import { simulate } from '../run/simulate.ts';
import { type Judgement, judgeTarget } from '../run/targets.ts';
import { type LoadedScenario, loadScenario } from '../scenario/load.ts';
import { type Problem, printable, ScenarioError } from '../scenario/problem.ts';
import { parseTarget, type Target } from '../scenario/target.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption, type Interruption } from './interruption.ts';
import { packageVersion, scenarioPath } from './package-files.ts';
import { printAssumptions } from './print-assumptions.ts';
import { type Progress, startProgress } from './progress.ts';
import { checkTarget, RUN_OPTIONS, type RunOptions, readPatches, readRunOptions } from './run-options.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const FAULT = 1;
const TARGET_MISSED = 3;

interface Work extends LoadedScenario {
  /** The scenario's own. */
  readonly targets: readonly Target[];
  readonly options: RunOptions;
  readonly city: City;
  readonly terminal: Terminal;
}

interface Outcome {
  readonly result: RunResult;
  readonly startedAt: Date;
  /** Exit code of an interruption, undefined if there was none. */
  readonly interrupted: number | undefined;
}

/** Simulates with a progress bar; the first Ctrl-C keeps the finished replications. */
async function simulateOnTerminal(
  { scenario, options, city }: Work,
  folder: ResultFolder,
  { update, end }: Progress,
  { signal, code }: Interruption,
): Promise<Outcome> {
  const startedAt = new Date();
  try {
    const result = await simulate({
      scenario,
      city,
      replications: scenario.horizon.replications,
      threads: options.threads,
      backend: options.backend,
      permission: options.permission,
      ...(options.precision !== undefined && { precision: options.precision }),
      ...(options.trace && { traceDirectory: join(folder.draft, 'trace') }),
      onProgress: update,
      signal,
    });
    return { result, startedAt, interrupted: code() };
  } finally {
    end();
  }
}

function manifestOf({ scenario, hash, options, city, terminal }: Work, { result, startedAt }: Outcome): Manifest {
  return {
    name: scenario.name,
    scenario,
    hash,
    seed: scenario.seed,
    cityHash: city.hash,
    backend: options.backend,
    version: packageVersion(),
    ...environment(),
    threads: options.threads,
    ...(options.precision !== undefined && {
      precision: { asked: options.precision, reached: precisionReached(result.measures) },
    }),
    command: withoutSecrets(process.argv.slice(2)),
    startedAt: startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    ...outsideManifest(result, terminal.language),
    planned: result.planned,
    finished: result.replications,
  };
}

function print(work: Work, result: RunResult, manifest: Manifest, judgements: readonly Judgement[]): void {
  const { scenario, city, terminal } = work;
  const { language, style, noteStyle } = terminal;
  for (const line of backendLines(result, manifest.backend, language)) terminal.note(noteStyle.caution(line));
  if (!terminal.json) {
    terminal.print(runTable(result, judgements, { scenario, city, language, style }));
    return;
  }
  terminal.print(JSON.stringify(runOutput(result, judgements, manifest)));
  for (const line of verdictLines(judgements, language, noteStyle)) terminal.note(line);
}

/** The targets of the scenario, as the check of its schema has left them. Throws UsageError for those that nothing can meet. */
function ownTargets({ scenario, where }: LoadedScenario): Target[] {
  const targets = scenario.targets.map(parseTarget).filter((target) => 'measure' in target);
  const problems = targets.flatMap((target, index) => {
    const problem = checkTarget(target);
    return problem ? [{ ...problem, where: where(['targets', String(index)]), path: `targets.${index}` }] : [];
  });
  if (problems.length > 0) throw new UsageError(problems);
  return targets;
}

/** Whether the folder could be written; why not is said. */
function save(
  { scenario, city, terminal }: Work,
  result: RunResult,
  judgements: readonly Judgement[],
  manifest: Manifest,
  folder: ResultFolder,
): boolean {
  const { language, noteStyle, note } = terminal;
  try {
    const path = folder.publish(resultFiles({ result, judgements, manifest, scenario, city, language }));
    note(say(language, { key: 'report.saved', values: { folder: printable(path) } }));
    return true;
  } catch (error) {
    const reason = printable(error instanceof Error ? error.message : String(error));
    note(noteStyle.bad(`gridbeat: ${say(language, { key: 'report.notSaved', values: { reason } })}`));
    return false;
  }
}

/** Of dispatch.mean, as the run itself reckons it; null where there is none. */
function precisionReached({ 'dispatch.mean': mean }: RunResult['measures']): number | null {
  const reached = mean === undefined ? Number.NaN : precisionOf(mean);
  return Number.isFinite(reached) ? reached : null;
}

/** Says where the precision that was asked for has not been reached. */
function tellPrecision({ options, terminal }: Work, { measures, replications }: RunResult): void {
  const { precision } = options;
  const reached = precisionReached(measures);
  if (precision === undefined || (reached !== null && reached <= precision)) return;
  const wanted = `${100 * precision} %`;
  const message =
    reached === null
      ? ({ key: 'cli.precisionUnknown', values: { wanted, replications } } as const)
      : ({
          key: 'cli.precisionMissed',
          values: { wanted, reached: `${(100 * reached).toFixed(1)} %`, replications },
        } as const);
  terminal.note(terminal.noteStyle.caution(say(terminal.language, message)));
}

/** Writes the folder before printing, so that a reader who goes away early loses nothing, and prints in any case. */
function deliver(work: Work, outcome: Outcome, folder: ResultFolder): number {
  const { options, terminal } = work;
  const { language } = terminal;
  const { result, interrupted } = outcome;
  if (result.replications === 0) {
    const message = say(language, 'report.interruptedEmpty');
    if (terminal.json) terminal.print(JSON.stringify(errorOutput('interrupted', message, [], language)));
    terminal.note(message);
    return interrupted ?? 1;
  }
  const manifest = manifestOf(work, outcome);
  const own = work.targets.map((target) => judgeTarget(target, result.measures));
  const given = options.targets.map((target) => judgeTarget(target, result.measures));
  const judgements = [...own, ...given];
  const saved = save(work, result, judgements, manifest, folder);
  tellPrecision(work, result);
  print(work, result, manifest, judgements);
  if (!saved) return FAULT;
  const counted = options.checkTargets ? judgements : given;
  const missed = counted.some(({ verdict }) => verdict !== 'met');
  return interrupted ?? (missed ? TARGET_MISSED : 0);
}

/** Options and scenario. Throws UsageError with everything that is wrong with either. */
async function readAll(args: RawArguments): Promise<{ options: RunOptions; loaded: LoadedScenario }> {
  const given = typeof args.scenario === 'string' ? args.scenario : undefined;
  const problems: Problem[] = [];
  const attempt = async <T>(read: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof ScenarioError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const options = await attempt(() => readRunOptions(args));
  const set = options?.patches ?? readPatches(new ArgumentReader(args));
  const loaded = await attempt(() => loadScenario(scenarioPath(given), { set }));
  if (options === undefined || loaded === undefined) throw new UsageError(problems);
  return { options, loaded };
}

async function runScenario(args: RawArguments, terminal: Terminal): Promise<number> {
  const { options, loaded } = await readAll(args);
  if (options.assumptions) {
    await printAssumptions(loaded, terminal);
    return 0;
  }
  const { scenario } = loaded;
  const targets = ownTargets(loaded);
  await checkBackend(options.backend, options.permission);
  const city = await cityOf(loaded, terminal);
  const folder = openResultFolder(options.out, scenario.name);
  const progress = startProgress(say(terminal.language, 'cli.running'), scenario.horizon.replications);
  const stopping = (): void => {
    progress.end();
    terminal.note(say(terminal.language, 'cli.stopping'));
  };
  // Until all is written: what is finished is to be kept, however late the signal comes.
  const interruption = catchInterruption(stopping, folder.discard);
  try {
    const work = { ...loaded, targets, options, city, terminal };
    return deliver(work, await simulateOnTerminal(work, folder, progress, interruption), folder);
  } finally {
    folder.discard();
    interruption.end();
  }
}

export const run: Command = {
  words: ['run'],
  positional: { name: 'scenario', describe: 'cli.scenario' },
  describe: 'cli.run.describe',
  options: RUN_OPTIONS,
  examples: [
    ['run', 'cli.run.example.default'],
    ['run --set staffing.gridWorkers.perGrid=1.2', 'cli.run.example.set'],
    ['run storm --target "dispatch.p90 < 4h"', 'cli.run.example.target'],
    ['run --json | jq \'.measures["dispatch.p90"]\'', 'cli.run.example.json'],
  ],
  run: runScenario,
};

/** `gridbeat` alone: the default scenario, with the same options. */
export const bare: Command = {
  words: [],
  describe: 'cli.bare.describe',
  options: RUN_OPTIONS,
  examples: [
    ['', 'cli.run.example.default'],
    ['--lang zh', 'cli.bare.example.lang'],
    ['run --help', 'cli.bare.example.help'],
  ],
  run: runScenario,
};
