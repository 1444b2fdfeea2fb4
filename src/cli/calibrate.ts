import { basename, dirname, relative, resolve } from 'node:path';
import type { Check } from '../calibration/check/predict.ts';
import { fragmentOf } from '../calibration/fragment.ts';
import type { Learnt } from '../calibration/learn.ts';
import type { DamageCount } from '../calibration/log/damage.ts';
import { placesOf } from '../calibration/log/places.ts';
import { type LoadedMap, loadMap } from '../calibration/map/load.ts';
import type { Study } from '../calibration/study.ts';
import { type StudyPlan, studyApart } from '../calibration/study-file.ts';
import type { City } from '../city/city.ts';
import { say } from '../locales/index.ts';
import { calibrationOutput } from '../report/calibration/output.ts';
import { calibrationPage } from '../report/calibration/report.ts';
import { pageHtml, pageMarkdown, pageText } from '../report/page.ts';
import { openResultFolder, type ResultFolder } from '../report/result-folder.ts';
import { loadScenario } from '../scenario/load.ts';
import { ScenarioError } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { suggestion } from '../scenario/suggest.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import { checkHeldOut, reportedShares } from './calibrate-simulate.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { tellNothingKept } from './nothing-kept.ts';
import { scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Defaults, [A]: most damaged rows, and the part held out. */
const MOST_BAD = 0.05;
const HOLD_OUT = 0.2;

async function study(plan: StudyPlan, terminal: Terminal, signal: AbortSignal): Promise<Study> {
  const progress = startProgress(say(terminal.language, 'calibrate.reading'), 100);
  const { damage, outcome } = await studyApart(plan, (percent) => progress.update(percent, 100), signal).finally(
    progress.end,
  );
  tellDamage(damage, terminal);
  if ('problems' in outcome) throw new ScenarioError(outcome.problems);
  return outcome.study;
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

/** Throws UsageError where the map's template is no kind of the base. */
function checkTemplate({ map, whereIs }: LoadedMap, { incidents }: Scenario): void {
  const { template } = map;
  if (template === undefined || Object.hasOwn(incidents.kinds, template)) return;
  const meant = suggestion(template, Object.keys(incidents.kinds));
  const message = { key: 'calibrate.unknownKind', values: { name: template } } as const;
  throw new UsageError([
    { where: whereIs(['template']), path: 'template', message, ...(meant && { suggestion: meant }) },
  ]);
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
  const template = await loadScenario(basePath);
  const { scenario: base } = template;
  checkTemplate(loaded, base);
  const { areas, columns } = loaded.map;
  const hasPositions = columns.longitude !== undefined && columns.latitude !== undefined;
  const city = areas !== undefined || hasPositions ? await cityOf(template, terminal) : undefined;
  if (city !== undefined) checkAreas(loaded, city);
  const places = city !== undefined && hasPositions ? placesOf(city) : undefined;
  const folder = openResultFolder(out, 'calibration');
  const interruption = catchInterruption(
    () => terminal.note(say(terminal.language, 'cli.stoppingEmpty')),
    folder.discard,
  );
  try {
    const { signal } = interruption;
    const studied = await study({ logFile, mapFile, base, mostBad, heldOut, places }, terminal, signal);
    const simulation = { city: async () => city ?? cityOf(template, terminal), terminal, signal };
    const known = studied.learnt.kinds.filter((kind) => kind.known).map(({ id }) => id);
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
    const { held } = studied;
    const zone = loaded.map.time.zone;
    const check = held && (await checkHeldOut(held, fragment(held.learnt, 'held-out'), folder.draft, zone, simulation));
    const output = calibrationOutput(studied, check, out ?? dirname(folder.draft));
    publish(fragment(studied.learnt, 'calibrated'), output, check, folder, terminal);
    return 0;
  } catch (error) {
    const code = interruption.code();
    if (code !== undefined) return tellNothingKept(code, terminal);
    throw error;
  } finally {
    interruption.end();
    folder.discard();
  }
}

function publish(
  scenario: string,
  output: ReturnType<typeof calibrationOutput>,
  check: Check | undefined,
  folder: ResultFolder,
  { language, json, style, print, note }: Terminal,
): void {
  const page = calibrationPage(output, check, language);
  const files = new Map([
    ['scenario.yaml', scenario],
    ['report.md', pageMarkdown(page)],
    ['report.html', pageHtml(page, language)],
  ]);
  const path = folder.publish(files);
  print(json ? JSON.stringify({ ...output, folder: path }) : pageText(page, style));
  note(say(language, { key: 'report.saved', values: { folder: path } }));
}

function tellDamage(damage: readonly DamageCount[], terminal: Terminal): void {
  for (const { reason, rows, examples } of damage) {
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
