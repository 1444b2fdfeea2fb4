import type { City } from '../city/city.ts';
import { type Language, type MessageKey, say } from '../locales/index.ts';
import type { Measures, RunResult } from '../run/result.ts';
import type { Judgement } from '../run/targets.ts';
import type { Scenario } from '../scenario/schema.ts';
import { alignColumns, type Column } from '../style/columns.ts';
import type { Style } from '../style/style.ts';
import { wrapText } from '../style/wrap.ts';
import { measureUnits, SINGLE_MEASURES, STATISTICS, THEMES, type Theme, TIMES } from './catalogue.ts';
import { formatInterval, formatPlusMinus, formatValue } from './format.ts';
import { rowLabel } from './label.ts';
import { notes, unitName } from './notes.ts';
import { verdictLines } from './verdicts.ts';

/** What a report is about and how it is shown. */
export interface ReportContext {
  readonly scenario: Scenario;
  readonly city: City;
  readonly language: Language;
  readonly style: Style;
}

const WIDTH = 80;
const left = (width: number): Column => ({ width, align: 'left' });
const right = (width: number): Column => ({ width, align: 'right' });
const SINGLE_COLUMNS = [left(39), right(14), right(27)];
const TIME_COLUMNS = [left(16), right(16), right(16), right(16), right(16)];
const UNIT_COLUMNS = [left(28), right(12), right(14), right(13), right(13)];
const UNIT_MEASURES: readonly (readonly [MessageKey, string])[] = [
  ['report.unitReported', 'incidents.reported'],
  ['report.unitDispatch', 'dispatch.mean'],
  ['report.unitClosure', 'closure.p90'],
  ['report.unitGap', 'patrol.coverageGap'],
];

/** The head of a section stands in its first column: bold, with the names of the other columns beside it. */
function section(columns: readonly Column[], rows: readonly (readonly string[])[], context: ReportContext): string {
  const [head = '', ...lines] = alignColumns(columns, rows);
  return [context.style.heading(head), ...lines].join('\n');
}

function singles(title: MessageKey, names: readonly string[], measures: Measures, context: ReportContext): string {
  const { language, style } = context;
  const rows = names.flatMap((name) => {
    const measure = measures[name];
    if (!measure) return [];
    return [[rowLabel(name, language), formatValue(measure, language), style.faint(formatInterval(measure, language))]];
  });
  if (rows.length === 0) return '';
  const head = [say(language, title), say(language, 'report.value'), say(language, 'report.interval')];
  return section(SINGLE_COLUMNS, [head, ...rows], context);
}

/** Two lines per time, so that eight statistics and their intervals fit: each stands below its name in the head. */
function times(measures: Measures, context: ReportContext): string {
  const { language, style } = context;
  const [above, below] = [STATISTICS.slice(0, 4), STATISTICS.slice(4)];
  const shown = TIMES.filter((time) => measures[`${time}.mean`]);
  if (shown.length === 0) return '';
  const names = (statistics: readonly (typeof STATISTICS)[number][]) =>
    statistics.map((statistic) => say(language, `statistic.${statistic}`));
  const rows = shown.flatMap((time) => [
    [say(language, `measure.${time}`), ...above.map((name) => formatPlusMinus(measures[`${time}.${name}`], language))],
    [say(language, `span.${time}`), ...below.map((name) => formatPlusMinus(measures[`${time}.${name}`], language))].map(
      style.faint,
    ),
  ]);
  const head = [say(language, 'theme.times'), ...names(above)];
  const under = [say(language, 'theme.plusMinus'), ...names(below)].map(style.faint);
  return section(TIME_COLUMNS, [head, under, ...rows], context);
}

function units(result: RunResult, context: ReportContext): string {
  const { city, language } = context;
  const cells = Object.entries(result.breakdowns.unit);
  if (cells.length === 0) return '';
  const head = [say(language, 'theme.units'), ...UNIT_MEASURES.map(([key]) => say(language, key))];
  const rows = cells.map(([id, measures]) => [
    unitName(city, id, language),
    ...UNIT_MEASURES.map(([, name]) => formatValue(measures[name], language)),
  ]);
  return section(UNIT_COLUMNS, [head, ...rows], context);
}

/** City and scenario, unless the one already says the other. */
function titleOf(city: string, title: string, language: Language): string {
  if (title.includes(city)) return title;
  return city.includes(title) ? city : say(language, { key: 'report.title', values: { city, title } });
}

function header(result: RunResult, context: ReportContext): string {
  const { scenario, city, language, style } = context;
  const title = titleOf(city.title[language], scenario.title[language], language);
  const { days, warmupDays: warmup } = scenario.horizon;
  const lines = [
    style.heading(title),
    say(language, {
      key: 'report.setting',
      values: { days, warmup, seed: scenario.seed, replications: result.replications },
    }),
  ];
  if (result.replications < result.planned) {
    const values = { finished: result.replications, planned: result.planned };
    lines.push(style.caution(say(language, { key: 'report.interrupted', values })));
  }
  return lines.join('\n');
}

function noteLines(result: RunResult, context: ReportContext): string {
  const { city, language, style } = context;
  const found = notes(result, city, language);
  if (found.length === 0) return '';
  const lines = found.flatMap((note) => wrapText(`! ${say(language, note)}`, WIDTH, 2));
  return [style.heading(say(language, 'theme.notes')), ...lines.map(style.caution)].join('\n');
}

function targets(judgements: readonly Judgement[], { language, style }: ReportContext): string {
  if (judgements.length === 0) return '';
  return [style.heading(say(language, 'theme.targets')), ...verdictLines(judgements, language, style)].join('\n');
}

/**
 * The result of a run as a table of at most 80 columns, grouped by theme; below it what stands out and which targets are
 * met.
 */
export function runTable(result: RunResult, judgements: readonly Judgement[], context: ReportContext): string {
  const { measures } = result;
  const theme = (name: Theme) => singles(`theme.${name}`, Object.keys(SINGLE_MEASURES[name]), measures, context);
  const known = measureUnits();
  const others = Object.keys(measures).filter((name) => !known.has(name));
  const [happened, ...rest] = THEMES;
  return [
    header(result, context),
    theme(happened),
    times(measures, context),
    ...rest.map(theme),
    singles('theme.other', others, measures, context),
    units(result, context),
    noteLines(result, context),
    targets(judgements, context),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
