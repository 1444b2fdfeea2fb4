import { basename, dirname, relative, resolve } from 'node:path';
import { type DayRange, daysCovered } from '../calibration/counts/days.ts';
import { fragmentOf } from '../calibration/fragment.ts';
import { kindsOf } from '../calibration/kinds.ts';
import type { Learnt } from '../calibration/learn.ts';
import { type Log, readLog } from '../calibration/log/read.ts';
import { type LoadedMap, loadMap } from '../calibration/map/load.ts';
import { type Study, studyLog } from '../calibration/study.ts';
import type { City } from '../city/city.ts';
import { say } from '../locales/index.ts';
import { calibrationOutput } from '../report/calibration/output.ts';
import { calibrationHtml, calibrationMarkdown } from '../report/calibration/report.ts';
import { openResultFolder, type ResultFolder } from '../report/result-folder.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/schema.ts';
import { suggestion } from '../scenario/suggest.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import { checkHeldOut, reportedShares } from './calibrate-simulate.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Defaults, all [A]: most damaged rows, the part held out, and most days that are predicted. */
const MOST_BAD = 0.05;
const HOLD_OUT = 0.2;
const CHECKED_DAYS = 28;
const LEAST_DAYS = 21;

interface Asked {
  readonly logFile: string;
  readonly loaded: LoadedMap;
  readonly base: Scenario;
  readonly mostBad: number;
  /** Undefined: no check. */
  readonly heldOut: number | undefined;
}

/** The rows are let go as soon as this returns: what comes after needs the memory. */
async function readAndStudy(asked: Asked, terminal: Terminal, signal: AbortSignal): Promise<Study> {
  const { logFile, loaded, base, mostBad, heldOut } = asked;
  const progress = startProgress(say(terminal.language, 'calibrate.reading'), 100);
  const log = await readLog(logFile, loaded, (read, size) => {
    signal.throwIfAborted();
    progress.update(Math.round((100 * read) / size), 100);
  }).finally(progress.end);
  tellDamage(log, terminal);
  if (log.damage.rows > mostBad * log.seen) {
    throw refuse(logFile, 'calibrate.tooBad', { damaged: log.damage.rows, rows: log.seen, limit: mostBad * 100 });
  }
  const range = daysCovered(log.rows);
  const days = range.to - range.from;
  if (days < LEAST_DAYS) {
    throw refuse(logFile, 'calibrate.tooShort', { days: Math.max(0, days), least: LEAST_DAYS });
  }
  return studyLog(log, loaded.map, kindsOf(log, loaded.map, base), range, heldDays(range, heldOut));
}

function heldDays({ from, to }: DayRange, share: number | undefined): DayRange | undefined {
  const held = share === undefined ? 0 : Math.round((to - from) * share);
  return held === 0 ? undefined : { from: to - held, to: to - held + Math.min(CHECKED_DAYS, held) };
}

function refuse(
  where: string,
  key: 'calibrate.tooBad' | 'calibrate.tooShort',
  values: Record<string, string | number>,
) {
  return new UsageError([{ where, path: '', message: { key, values } }]);
}

/** Throws UsageError where the map's areas stand for units that the city has not. */
function checkAreas({ map, whereIs }: LoadedMap, { units }: City): void {
  const known = units.map(({ id }) => id);
  const problems = Object.entries(map.areas ?? {}).flatMap(([area, name]) => {
    if (known.includes(name)) return [];
    const meant = suggestion(name, known);
    const message = { key: 'scenario.unknownUnit', values: { name } } as const;
    const path = ['areas', area];
    return [{ where: whereIs(path), path: path.join('.'), message, ...(meant && { suggestion: meant }) }];
  });
  if (problems.length > 0) throw new UsageError(problems);
}

async function calibrateLog(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const logFile = typeof args.log === 'string' ? args.log : undefined;
  const mapFile = reader.text('map');
  const basePath = scenarioPath(reader.text('base'));
  const mostBad = reader.share('max-bad') ?? MOST_BAD;
  const share = reader.share('hold-out') ?? HOLD_OUT;
  const heldOut = reader.flag('no-check') ? undefined : share;
  const out = reader.text('out');
  if (logFile === undefined) reader.problem({ where: 'LOG', path: '', message: { key: 'scenario.missing' } });
  if (mapFile === undefined) reader.problem({ where: '--map', path: '', message: { key: 'scenario.missing' } });
  reader.end();
  if (logFile === undefined || mapFile === undefined) return 2;
  const loaded = await loadMap(mapFile);
  const { scenario: base } = await loadScenario(basePath);
  const city = await cityOf(base, terminal);
  checkAreas(loaded, city);
  const folder = openResultFolder(out, 'calibration');
  const interruption = catchInterruption(() => terminal.note(say(terminal.language, 'cli.stopping')), folder.discard);
  try {
    const { signal } = interruption;
    const study = await readAndStudy({ logFile, loaded, base, mostBad, heldOut }, terminal, signal);
    const simulation = { city, terminal, signal };
    const known = study.learnt.kinds.filter((kind) => kind.known).map(({ id }) => id);
    const reportedShare = await reportedShares(basePath, known, simulation);
    const fragment = (learnt: Learnt, name: string): string => {
      const extendsPath = relative(folder.draft, resolve(basePath));
      return fragmentOf({
        learnt,
        map: loaded.map,
        base,
        extendsPath,
        logName: basename(logFile),
        name,
        reportedShare,
      });
    };
    const { held } = study;
    const zone = loaded.map.time.zone;
    const check = held && (await checkHeldOut(held, fragment(held.learnt, 'held-out'), folder.draft, zone, simulation));
    const output = calibrationOutput(study, check, out ?? dirname(folder.draft));
    publish(fragment(study.learnt, 'calibrated'), output, check, folder, terminal);
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

function publish(
  scenario: string,
  output: ReturnType<typeof calibrationOutput>,
  check: Parameters<typeof calibrationHtml>[1],
  folder: ResultFolder,
  { language, json, print, note }: Terminal,
): void {
  const markdown = calibrationMarkdown(output, language);
  const files = new Map([
    ['scenario.yaml', scenario],
    ['report.md', markdown],
    ['report.html', calibrationHtml(output, check, language)],
  ]);
  const path = folder.publish(files);
  print(json ? JSON.stringify({ ...output, folder: path }) : markdown.trimEnd());
  note(say(language, { key: 'report.saved', values: { folder: path } }));
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
