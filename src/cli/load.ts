import { join } from 'node:path';
import type { City } from '../city/city.ts';
import { collectLines } from '../load/invariants/evidence.ts';
import type { LoadResult } from '../load/result.ts';
import { type LoadOutcome, runLoad } from '../load/run.ts';
import { startOf } from '../load/schedule/start.ts';
import { say } from '../locales/index.ts';
import { loadJUnit } from '../report/load-junit.ts';
import { loadOutput } from '../report/load-output.ts';
import { loadPage } from '../report/load-page.ts';
import { loadTable } from '../report/load-table.ts';
import { environment, withoutSecrets } from '../report/manifest.ts';
import { openResultFolder, type ResultFolder } from '../report/result-folder.ts';
import { type LoadedScenario, loadScenario } from '../scenario/load.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { LOAD_OPTIONS, type LoadOptions, readLoadOptions } from './load-options.ts';
import { packageVersion, scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_SCENARIO = 'storm';
const NOT_VALID = 4;
const MISSED = 3;
const HISTORY = 'history.ndjson';

interface Work {
  readonly loaded: LoadedScenario;
  readonly options: LoadOptions;
  readonly city: City;
  readonly terminal: Terminal;
}

/** Local date and time of a simulated one, to the minute. */
function localTime(startDate: string, at: number): string {
  return new Date(Date.parse(`${startDate}T00:00Z`) + at * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

async function runOnTerminal({ loaded, options, city, terminal }: Work, folder: ResultFolder) {
  const { scenario } = loaded;
  const start = startOf(scenario, options.from);
  const { speed, duration, warmup, drain, timeout, maxInFlight, token, ca } = options;
  const total = Math.ceil(warmup + duration);
  const progress = startProgress(say(terminal.language, 'load.running'), total);
  const stopping = (): void => {
    progress.end();
    terminal.note(say(terminal.language, 'load.stopping'));
  };
  const interruption = catchInterruption(stopping, folder.discard);
  try {
    const outcome = await runLoad({
      url: options.url,
      transport: { token, ca, timeout: timeout * 1000, connections: maxInFlight },
      scenario,
      city,
      start,
      setting: {
        speed,
        from: start.at,
        localTime: localTime(scenario.horizon.start, start.at),
        warmup,
        duration,
        drain,
        timeout,
        maxInFlight,
      },
      targets: options.targets,
      historyFile: join(folder.draft, HISTORY),
      onPhase: () => {},
      onSecond: ({ at }) => progress.update(Math.min(total, Math.floor(at)), total),
      signal: interruption.signal,
    });
    return { outcome, interrupted: interruption.code() };
  } finally {
    progress.end();
    interruption.end();
  }
}

function resultOf({ loaded, options, city }: Work, outcome: LoadOutcome, startedAt: Date): LoadResult {
  const { scenario, hash } = loaded;
  const { backendVersion, ...result } = outcome;
  return {
    ...result,
    manifest: {
      name: scenario.name,
      title: scenario.title,
      hash,
      seed: scenario.seed,
      cityHash: city.hash,
      backend: options.url.origin,
      backendVersion,
      version: packageVersion(),
      ...environment(),
      command: withoutSecrets(process.argv.slice(2)),
      startedAt: startedAt.toISOString(),
      endedAt: new Date().toISOString(),
    },
  };
}

function exitCode({ judgement, validity, targets }: LoadResult, interrupted: number | undefined): number {
  if (interrupted !== undefined) return interrupted;
  if (judgement.verdicts.some(({ violations }) => violations > 0)) return MISSED;
  if (!validity.valid) return NOT_VALID;
  return targets.some(({ verdict }) => verdict !== 'met') ? MISSED : 0;
}

async function load(args: RawArguments, terminal: Terminal): Promise<number> {
  const options = readLoadOptions(new ArgumentReader(args));
  const given = typeof args.scenario === 'string' ? args.scenario : DEFAULT_SCENARIO;
  const loaded = await loadScenario(scenarioPath(given), { set: options.patches });
  const city = await cityOf(loaded.scenario, terminal);
  const folder = openResultFolder(options.out, `load-${loaded.scenario.name}`);
  const work = { loaded, options, city, terminal };
  const { language, style } = terminal;
  try {
    const startedAt = new Date();
    const { outcome, interrupted } = await runOnTerminal(work, folder);
    const result = resultOf(work, outcome, startedAt);
    const examples = result.judgement.verdicts.flatMap((verdict) => verdict.examples);
    const lines = await collectLines(join(folder.draft, HISTORY), examples);
    const output = JSON.stringify(loadOutput(result, HISTORY, lines, language));
    const seconds = result.seconds.map((second) => `${JSON.stringify(second)}\n`).join('');
    const path = folder.publish(
      new Map([
        ['result.json', output],
        ['seconds.ndjson', seconds],
        ['junit.xml', loadJUnit(result, language)],
        ['report.html', loadPage(result, lines, language)],
      ]),
    );
    terminal.print(terminal.json ? output : loadTable(result, lines, language, style));
    terminal.note(say(language, { key: 'cli.written', values: { path } }));
    return exitCode(result, interrupted);
  } finally {
    folder.discard();
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
  ],
  run: load,
};
