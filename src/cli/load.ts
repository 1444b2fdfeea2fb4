import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { collectLines } from '../load/invariants/evidence.ts';
import type { LoadResult } from '../load/result.ts';
import { say } from '../locales/index.ts';
import { loadAnnotations } from '../report/github.ts';
import { loadFiles } from '../report/load-files.ts';
import { loadSummary } from '../report/load-page.ts';
import { loadTable } from '../report/load-table.ts';
import { openResultFolder, type ResultFolder } from '../report/result-folder.ts';
import { loadScenario } from '../scenario/load.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { findOnTerminal } from './find-capacity.ts';
import { tellGithub } from './github.ts';
import { catchInterruption } from './interruption.ts';
import { type LoadFace, openLoadFace } from './load-face.ts';
import { LOAD_OPTIONS, type LoadOptions, readLoadOptions } from './load-options.ts';
import { openExporter, seenByBoth } from './load-prometheus.ts';
import { CREATED, type LoadWork, oneLoad } from './load-work.ts';
import { scenarioPath } from './package-files.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_SCENARIO = 'storm';
const NOT_VALID = 4;
const MISSED = 3;
const HISTORY = 'history.ndjson';

/** Removes the draft of a result that does not come about, but not the only list of what was created elsewhere. */
function leave({ options }: LoadWork, { language, note }: Terminal, folder: ResultFolder): void {
  const path = join(folder.draft, CREATED);
  if (options.caps !== undefined && existsSync(path)) note(say(language, { key: 'load.leftBehind', values: { path } }));
  else folder.discard();
}

async function runOnTerminal(work: LoadWork, face: LoadFace, terminal: Terminal, folder: ResultFolder) {
  const exporter = await openExporter(work, terminal);
  const interruption = catchInterruption(face.stopping, () => leave(work, terminal, folder));
  const { onPhase, onSecond, onLive } = seenByBoth(face, exporter);
  face.begin(work.loaded.scenario);
  try {
    const historyFile = join(folder.draft, HISTORY);
    const result = await oneLoad(work, { historyFile, onPhase, onSecond, onLive, signal: interruption.signal });
    return { result, interrupted: interruption.code() };
  } catch (error) {
    // Ended before it began: there is nothing to keep.
    const interrupted = interruption.code();
    if (interrupted === undefined) throw error;
    return { result: undefined, interrupted };
  } finally {
    await face.end();
    await exporter?.end();
    interruption.end();
  }
}

function exitCode({ judgement, validity, targets, comparison }: LoadResult, interrupted: number | undefined): number {
  if (interrupted !== undefined) return interrupted;
  if (judgement.verdicts.some(({ violations }) => violations > 0)) return MISSED;
  if (!validity.valid) return NOT_VALID;
  if (comparison?.measures.some(({ change }) => change === 'worse')) return MISSED;
  return targets.some(({ verdict }) => verdict !== 'met') ? MISSED : 0;
}

async function readWork(args: RawArguments, options: LoadOptions, terminal: Terminal) {
  const path = scenarioPath(typeof args.scenario === 'string' ? args.scenario : DEFAULT_SCENARIO);
  const loaded = await loadScenario(path, { set: options.patches });
  return { loaded, options, path, city: await cityOf(loaded, terminal) };
}

async function load(args: RawArguments, terminal: Terminal): Promise<number> {
  const options = readLoadOptions(new ArgumentReader(args));
  const { capacity } = options;
  if (capacity !== undefined)
    return findOnTerminal({ ...(await readWork(args, options, terminal)), capacity }, terminal);
  const face = await openLoadFace(options, terminal);
  try {
    return await loadOnTerminal(await readWork(args, options, terminal), face, terminal);
  } finally {
    await face.end();
  }
}

async function loadOnTerminal(work: LoadWork, face: LoadFace, terminal: Terminal): Promise<number> {
  const { options, loaded } = work;
  const { language, style } = terminal;
  const folder = openResultFolder(options.out, `load-${loaded.scenario.name}`);
  try {
    const { result, interrupted } = await runOnTerminal(work, face, terminal, folder);
    if (result === undefined) return interrupted;
    const examples = result.judgement.verdicts.flatMap((verdict) => verdict.examples);
    const lines = await collectLines(join(folder.draft, HISTORY), examples);
    const files = loadFiles(result, HISTORY, lines, language);
    const written = folder.publish(files);
    terminal.print(terminal.json ? (files.get('result.json') ?? '') : loadTable(result, lines, language, style));
    if (options.comparedWith && result.comparison === null) terminal.note(say(language, 'baseline.none'));
    terminal.note(say(language, { key: 'cli.written', values: { path: written } }));
    if (options.github) tellGithub(loadAnnotations(result, language), loadSummary(result, language), terminal);
    return exitCode(result, interrupted);
  } finally {
    leave(work, terminal, folder);
  }
}

export const loadCommand: Command = {
  words: ['load'],
  positional: { name: 'scenario', describe: 'load.scenario' },
  describe: 'load.describe',
  options: LOAD_OPTIONS,
  examples: [
    ['load storm --backend http://127.0.0.1:8080', 'load.example'],
    ['load storm --backend http://127.0.0.1:8080 --target "op.report.response.p99 < 500ms"', 'load.example.target'],
    ['load storm --backend http://127.0.0.1:8080 --reports-only 200/s --ramp 60s', 'load.example.reportsOnly'],
    ['load storm --backend http://127.0.0.1:8080 --baseline before/result.json --allow 20%', 'baseline.example'],
    ['load storm --backend http://127.0.0.1:8080 --find-capacity --duration 60s', 'capacity.example'],
  ],
  run: load,
};
