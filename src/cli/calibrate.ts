import { writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Check, checkCounts, checkTimes } from '../calibration/check/predict.ts';
import { rehearse } from '../calibration/check/rehearse.ts';
import { type DayRange, dateOf, daysCovered, HourCounts } from '../calibration/counts/days.ts';
import { fragmentOf } from '../calibration/fragment.ts';
import { kindsOf, type LogKinds } from '../calibration/kinds.ts';
import { learn, periodOf } from '../calibration/learn.ts';
import { type Log, readLog } from '../calibration/log/read.ts';
import { type LoadedMap, loadMap } from '../calibration/map/load.ts';
import { timesOf } from '../calibration/stages/collect.ts';
import { say } from '../locales/index.ts';
import { calibrationOutput } from '../report/calibration/output.ts';
import { calibrationHtml, calibrationMarkdown } from '../report/calibration/report.ts';
import { openResultFolder, type ResultFolder } from '../report/result-folder.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/schema.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Defaults, all [A]: most damaged rows, the part held out, days and replications that predict it, days before them. */
const MOST_BAD = 0.05;
const HOLD_OUT = 0.2;
const CHECKED_DAYS = 28;
const REPLICATIONS = 5;
const WARMUP_DAYS = 7;
const LEAST_DAYS = 21;

interface Work {
  readonly log: Log;
  readonly loaded: LoadedMap;
  readonly kinds: LogKinds;
  readonly base: Scenario;
  readonly basePath: string;
  readonly logName: string;
  readonly folder: ResultFolder;
}

function fragment({ log, loaded, kinds, base, basePath, logName, folder }: Work, range: DayRange, name: string) {
  const learnt = learn(log, loaded.map, kinds, range);
  const extendsPath = relative(folder.draft, resolve(basePath));
  return { learnt, text: fragmentOf({ learnt, map: loaded.map, base, extendsPath, logName, name }) };
}

/** Learns from the earlier part, and lets the simulator predict the later one. */
async function checkHeldOut(work: Work, range: DayRange, share: number, terminal: Terminal, signal: AbortSignal) {
  const days = Math.min(CHECKED_DAYS, Math.round((range.to - range.from) * share));
  const from = range.to - Math.round((range.to - range.from) * share);
  const { learnt, text } = fragment(work, { from: range.from, to: from }, 'held-out');
  const file = join(work.folder.draft, 'held-out.yaml');
  writeFileSync(file, text);
  const { scenario } = await loadScenario(file, {
    set: [
      `horizon={start: "${dateOf(from - WARMUP_DAYS)}", warmupDays: ${WARMUP_DAYS}, days: ${days}}`,
      `horizon.timezone=${work.loaded.map.time.zone}`,
    ],
  });
  const city = await cityOf(scenario, terminal);
  const progress = startProgress(say(terminal.language, 'calibrate.checking'), REPLICATIONS * (days + WARMUP_DAYS));
  const dayPassed = async (day: number): Promise<void> => {
    progress.update(day, REPLICATIONS * (days + WARMUP_DAYS));
    await setImmediate();
    signal.throwIfAborted();
  };
  try {
    const ids = new Set(work.kinds.kinds.map(({ id }) => id));
    const rehearsal = await rehearse(scenario, city, ids, REPLICATIONS, dayPassed);
    const held = { from, to: from + days };
    const observed = new HourCounts(work.log.rows, held, work.kinds.kindOf, work.kinds.kinds.length).total();
    const { perDay } = learnt.total;
    const { ended, open } = timesOf(work.log, 'closure', periodOf(held, work.loaded.map), () => true);
    const check: Check = {
      ...checkCounts(observed, from, rehearsal, perDay.se / perDay.value),
      closure: work.loaded.map.columns.closed === undefined ? null : checkTimes(ended, open, rehearsal),
    };
    return check;
  } finally {
    progress.end();
  }
}

function refuse(
  where: string,
  key: 'calibrate.tooBad' | 'calibrate.tooShort',
  values: Record<string, string | number>,
) {
  return new UsageError([{ where, path: '', message: { key, values } }]);
}

async function calibrateLog(args: RawArguments, terminal: Terminal): Promise<number> {
  const { language } = terminal;
  const reader = new ArgumentReader(args);
  const logFile = typeof args.log === 'string' ? args.log : undefined;
  const mapFile = reader.text('map');
  const basePath = scenarioPath(reader.text('base'));
  const mostBad = reader.share('max-bad') ?? MOST_BAD;
  const heldOut = reader.share('hold-out') ?? HOLD_OUT;
  const noCheck = reader.flag('no-check');
  const out = reader.text('out');
  if (logFile === undefined) reader.problem({ where: 'LOG', path: '', message: { key: 'scenario.missing' } });
  if (mapFile === undefined) reader.problem({ where: '--map', path: '', message: { key: 'scenario.missing' } });
  reader.end();
  if (logFile === undefined || mapFile === undefined) return 2;
  const loaded = await loadMap(mapFile);
  const { scenario: base } = await loadScenario(basePath);
  const folder = openResultFolder(out, 'calibration');
  const interruption = catchInterruption(() => terminal.note(say(language, 'cli.stopping')), folder.discard);
  try {
    const progress = startProgress(say(language, 'calibrate.reading'), 100);
    const log = await readLog(logFile, loaded, (read, size) => {
      interruption.signal.throwIfAborted();
      progress.update(Math.round((100 * read) / size), 100);
    }).finally(progress.end);
    tellDamage(log, terminal);
    if (log.damage.rows > mostBad * log.seen)
      throw refuse(logFile, 'calibrate.tooBad', { damaged: log.damage.rows, rows: log.seen, limit: mostBad * 100 });
    const range = daysCovered(log.rows);
    if (range.to - range.from < LEAST_DAYS)
      throw refuse(logFile, 'calibrate.tooShort', { days: Math.max(0, range.to - range.from), least: LEAST_DAYS });
    const kinds = kindsOf(log, loaded.map, base);
    const work = { log, loaded, kinds, base, basePath, logName: basename(logFile), folder };
    const check = noCheck ? undefined : await checkHeldOut(work, range, heldOut, terminal, interruption.signal);
    const { learnt, text } = fragment(work, range, 'calibrated');
    const shown = out ?? dirname(folder.draft);
    const output = calibrationOutput(log, learnt, check, shown);
    const files = new Map([
      ['scenario.yaml', text],
      ['report.md', calibrationMarkdown(output, language)],
      ['report.html', calibrationHtml(output, check, language)],
    ]);
    const path = folder.publish(files);
    terminal.print(
      terminal.json ? JSON.stringify({ ...output, folder: path }) : calibrationMarkdown(output, language).trimEnd(),
    );
    terminal.note(say(language, { key: 'report.saved', values: { folder: path } }));
    return 0;
  } catch (error) {
    const code = interruption.code();
    if (code !== undefined) return code;
    throw error;
  } finally {
    interruption.end();
    folder.discard();
  }
}

function tellDamage(log: Log, terminal: Terminal): void {
  for (const { reason, rows, examples } of log.damage.counts()) {
    const [first] = examples;
    const values = {
      rows,
      reason: say(terminal.language, `calibrate.damage.${reason}`),
      line: first.line,
      found: first.found,
    };
    terminal.note(say(terminal.language, { key: 'calibrate.damaged', values }));
  }
}

export const calibrate: Command = {
  words: ['calibrate'],
  positional: { name: 'log', describe: 'calibrate.option.log' },
  describe: 'calibrate.describe',
  options: {
    map: { kind: 'text', describe: 'calibrate.option.map' },
    base: { kind: 'text', describe: 'calibrate.option.base' },
    'max-bad': { kind: 'text', describe: 'calibrate.option.maxBad' },
    'hold-out': { kind: 'text', describe: 'calibrate.option.holdOut' },
    'no-check': { kind: 'flag', describe: 'calibrate.option.noCheck' },
    out: { kind: 'text', describe: 'cli.option.out' },
  },
  examples: [['calibrate requests.csv.gz --map requests.yaml --out calibrated', 'calibrate.example']],
  run: calibrateLog,
};
