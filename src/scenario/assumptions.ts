import stringWidth from 'string-width';
import { type Language, type Message, type MessageKey, noteIn, say } from '../locales/index.ts';
import { wrapText } from '../style/wrap.ts';
import type { Assumption } from './labels.ts';
import { isMap, type Plain } from './plain.ts';
import { printable } from './problem.ts';
import type { Source } from './sources.ts';

export type { Assumption } from './labels.ts';

export interface AssumptionsOptions {
  /** Named in the heading of the markdown. */
  readonly name?: string;
  /** Numbers that the city is built from. */
  readonly city?: readonly Assumption[];
  /** Listed at the end of the markdown where a label cites them. */
  readonly sources?: Readonly<Record<string, Source>>;
}

/** Columns of numbers of a kind; its label and note come after them. */
const NUMBERS = 6;
const KINDS = /^incidents\.kinds\.([^.]+)\.(.+)$/;
const WIDTH = 80;
const INDENT = 4;
/** Paths beyond this width push their values to the right. */
const WIDEST_PATH = 44;

/**
 * The values of a scenario, each with its label and note below it, for a terminal of 80 columns, or as a page of markdown.
 * The kinds of incidents take one line of numbers each; all their values stand in the catalogue file.
 */
export function formatAssumptions(
  assumptions: readonly Assumption[],
  language: Language,
  format: 'table' | 'markdown',
  options: AssumptionsOptions = {},
): string {
  const word = (key: MessageKey) => say(language, key);
  const told = (item: Assumption) => ({ ...item, note: noteIn(language, item.note) });
  const list = assumptions.map(told);
  const city = (options.city ?? []).map(told);
  const single = list.filter(({ path }) => !KINDS.test(path));
  const heads = [
    word('assumptions.path'),
    word('assumptions.value'),
    word('assumptions.label'),
    word('assumptions.note'),
  ];
  const kindHeads = (['kind', 'perDay', 'settle', 'effort', 'lag', 'limit', 'label', 'note'] as const).map((key) =>
    word(`assumptions.${key}`),
  );
  if (format === 'table') {
    const lines = ({ path, value, label, note }: Assumption) => [
      ...valueLines(path, compact(value)),
      ...indented(`${bracketed(label)} ${note}`.trim()),
    ];
    const rows = kindRows(list);
    const [kindHead = '', ...kindLines] = aligned([kindHeads, ...rows].map((row) => row.slice(0, NUMBERS)));
    const kinds = rows.flatMap((row, i) => [kindLines[i] ?? '', ...indented(row.slice(NUMBERS).join(' ').trim())]);
    return [
      ...wrapText(word('assumptions.legend'), WIDTH),
      '',
      ...single.flatMap(lines),
      '',
      ...(city.length === 0 ? [] : [...wrapText(word('assumptions.city'), WIDTH), '', ...city.flatMap(lines), '']),
      word('assumptions.kinds'),
      ...wrapText(word('assumptions.kindsLegend'), WIDTH),
      '',
      kindHead,
      ...kinds,
      '',
    ].join('\n');
  }
  const title: Message<MessageKey> = { key: 'assumptions.title', values: { name: options.name ?? '' } };
  const page = [`# ${say(language, title).trim()}`, word('assumptions.legend')];
  const rowsOf = (items: readonly Assumption[], name: (path: string) => string) =>
    markdownTable(
      heads,
      items.map((item) => [name(item.path), compact(item.value), bracketed(item.label), item.note]),
    );
  for (const [group, items] of grouped(single)) page.push(`## ${group}`, rowsOf(items, below));
  if (city.length > 0) page.push(`## ${word('assumptions.cityTitle')}`, word('assumptions.city'), rowsOf(city, String));
  page.push(
    `## ${word('assumptions.kinds')}`,
    word('assumptions.kindsLegend'),
    markdownTable(kindHeads, kindRows(list)),
  );
  const cited = citedSources([...list, ...city], options.sources ?? {});
  if (cited.length > 0) page.push(`## ${word('assumptions.sources')}`, cited.join('\n'));
  return `${page.join('\n\n')}\n`;
}

function kindRows(list: readonly Assumption[]): string[][] {
  const kinds = new Map<string, Map<string, Assumption>>();
  for (const item of list) {
    const [, id, field] = KINDS.exec(item.path) ?? [];
    if (id === undefined || field === undefined) continue;
    const fields = kinds.get(id) ?? new Map<string, Assumption>();
    kinds.set(id, fields.set(field, item));
  }
  return [...kinds].map(([id, fields]) => {
    const value = (field: string): Plain => fields.get(field)?.value ?? null;
    const settle = value('settle');
    return [
      id,
      compact(value('perDay')),
      Array.isArray(settle) ? settle.map((share) => percent(Number(share))).join('/') : '',
      centreOf(value('effortMinutes')),
      value('lag.share') === 0 ? '-' : `${percent(Number(value('lag.share')))} % x ${centreOf(value('lag.hours'))}`,
      `${compact(value('limits.handle.hours'))} ${compact(value('limits.handle.clock'))}`,
      bracketed(fields.get('perDay')?.label ?? ''),
      fields.get('perDay')?.note ?? '',
    ];
  });
}

function percent(share: number): string {
  return String(Number((share * 100).toPrecision(3)));
}

/** Median, mean or value of a duration. */
function centreOf(duration: Plain): string {
  if (!isMap(duration)) return '';
  return compact(duration.median ?? duration.mean ?? duration.value ?? duration.scale ?? duration.dist ?? '');
}

/** A value on one line, as in the file but shorter: `lognormal 20, sigma 0.9`. */
function compact(value: Plain): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : value.map(compact).join(', ');
  if (!isMap(value)) return String(value);
  const { dist, from, to, ...rest } = value;
  const others = Object.entries(rest).map(([key, part]) =>
    ['median', 'mean', 'value'].includes(key) ? compact(part) : `${key} ${compact(part)}`,
  );
  const span = from === undefined || to === undefined ? '' : `${compact(from)}-${compact(to)}`;
  return [[dist === undefined ? '' : compact(dist), span].join(''), others.join(', ')].join(' ').trim();
}

function bracketed(label: string): string {
  if (label === '') return '-';
  return label === 'set' ? label : `[${label}]`;
}

function grouped(list: readonly Assumption[]): Map<string, Assumption[]> {
  const groups = new Map<string, Assumption[]>();
  for (const item of list) {
    const [group = ''] = item.path.split('.');
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return groups;
}

function below(path: string): string {
  return path.includes('.') ? path.slice(path.indexOf('.') + 1) : path;
}

/** Columns padded by what a terminal shows (a Chinese character is two wide). */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => row.map(printable));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join(' ')
      .trimEnd(),
  );
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** A path and its value beside it, or below where they do not fit on one line. */
function valueLines(path: string, value: string): string[] {
  const line = printable(`${padded(path, WIDEST_PATH)}  ${value}`);
  return stringWidth(line) <= WIDTH ? [line] : [printable(path), ...indented(value)];
}

function indented(text: string): string[] {
  return wrapText(' '.repeat(INDENT) + printable(text), WIDTH, INDENT);
}

function markdownTable(heads: readonly string[], rows: readonly string[][]): string {
  const line = (row: readonly string[]) =>
    `| ${row.map((cell) => printable(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function citedSources(list: readonly Assumption[], sources: Readonly<Record<string, Source>>): string[] {
  const text = list.map(({ label, note }) => `${label} ${note}`).join(' ');
  const cited = new Set(text.match(/\bS\d+\b/g));
  return Object.entries(sources)
    .filter(([id]) => cited.has(id))
    .map(([id, { title, address }]) => `- ${id}: ${title}${address === undefined ? '' : `, <${address}>`}`);
}
