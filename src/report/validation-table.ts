import { validation } from '../locales/en/validation.ts';
import { type Language, say } from '../locales/index.ts';
import { alignColumns, type Column } from '../style/columns.ts';
import type { Style } from '../style/style.ts';
import { wrapText } from '../style/wrap.ts';
import { THEMES, type Theme } from '../validation/experiment.ts';
import type { RowResult, ValidationResult } from '../validation/validate.ts';

const WIDTH = 80;
const COLUMNS: readonly Column[] = [
  { width: 36, align: 'left' },
  { width: 8, align: 'right' },
  { width: 10, align: 'right' },
  { width: 19, align: 'right' },
  { width: 8, align: 'left' },
];
/** Beside the verdict of a row that was run again; the table has no room for more. */
const AGAIN = '*';
/** Below this a number is written with five decimals, and with fewer the larger it is. */
const SMALL = 10;
const LARGE = 100;

/** The cells of one row as text. */
export interface ValidationCells {
  readonly quantity: string;
  readonly theory: string;
  readonly simulated: string;
  readonly interval: string;
  readonly verdict: string;
}

function shown(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) < SMALL ? 5 : Math.abs(value) < LARGE ? 4 : 2);
}

function isKey(key: string): key is keyof typeof validation {
  return Object.hasOwn(validation, key);
}

/** What people call a row; a key that no catalogue knows stays as it is. */
function validationLabel(key: string, language: Language): string {
  const message = `validation.row.${key}`;
  return isKey(message) ? say(language, message) : key;
}

function intervalOf({ low, high, limit }: RowResult, language: Language): string {
  if (limit !== null) return say(language, { key: 'validation.upTo', values: { limit: shown(limit) } });
  if (low === null || high === null) return say(language, 'validation.exact');
  return say(language, { key: 'report.range', values: { low: shown(low), high: shown(high) } });
}

/** A row as text, with as many decimals as its size deserves. */
export function validationCells(result: RowResult, language: Language): ValidationCells {
  const { row, simulated, passed, again } = result;
  const verdict = passed
    ? (['validation.pass', 'validation.passAgain'] as const)
    : (['validation.miss', 'validation.missAgain'] as const);
  return {
    quantity: validationLabel(row.key, language),
    theory: shown(row.theory),
    simulated: shown(simulated),
    interval: intervalOf(result, language),
    verdict: say(language, verdict[again ? 1 : 0]),
  };
}

/** The heads of the columns, in order. */
export function validationHeads(language: Language): string[] {
  const keys = ['validation.theory', 'validation.simulated', 'validation.interval', 'validation.verdict'] as const;
  return keys.map((key) => say(language, key));
}

/** What the rows come to, in whole sentences. */
export function validationSummary({ rows, unfinished }: ValidationResult, language: Language): string[] {
  const missed = rows.filter(({ passed }) => !passed).length;
  const lines: string[] = [];
  if (missed > 0) lines.push(say(language, { key: 'validation.some', values: { missed, rows: rows.length } }));
  else if (rows.length > 0) lines.push(say(language, { key: 'validation.all', values: { rows: rows.length } }));
  if (unfinished.length > 0) {
    lines.push(say(language, { key: 'validation.unfinished', values: { names: unfinished.join(', ') } }));
  }
  lines.push(say(language, 'validation.family'));
  return lines;
}

/** The rows as a table for the terminal, grouped by theme. */
export function validationTable(result: ValidationResult, language: Language, style: Style): string {
  const { seed, rows } = result;
  const section = (theme: Theme) => {
    const own = rows.filter(({ row }) => row.theme === theme);
    if (own.length === 0) return [];
    const head = [say(language, `validation.theme.${theme}`), ...validationHeads(language)];
    const lines = own.map((row) => {
      const { quantity, theory, simulated, interval } = validationCells(row, language);
      const verdict = say(language, row.passed ? 'validation.pass' : 'validation.miss');
      const shownVerdict = (row.passed ? style.good : style.bad)(row.again ? `${verdict}${AGAIN}` : verdict);
      return [quantity, theory, simulated, style.faint(interval), shownVerdict];
    });
    const [first = '', ...rest] = alignColumns(COLUMNS, [head, ...lines]);
    return [[style.heading(first), ...rest].join('\n')];
  };
  const legend = rows.some(({ again }) => again) ? [`${AGAIN} ${say(language, 'validation.againLegend')}`] : [];
  const summary = [...legend, ...validationSummary(result, language)].flatMap((line) => wrapText(line, WIDTH));
  const title = style.heading(say(language, { key: 'validation.title', values: { seed } }));
  return [title, ...THEMES.flatMap(section), summary.join('\n')].join('\n\n');
}
