import type { Row, Verdict } from '../backend/open311/probe/row.ts';
import { type Language, say } from '../locales/index.ts';
import { printable } from '../scenario/problem.ts';
import { alignColumns, type Column } from '../style/columns.ts';
import type { Style } from '../style/style.ts';
import { wrapText } from '../style/wrap.ts';
import { countVerdict, findingsOf, type Probed } from './probe-output.ts';

const WIDTH = 80;
const INDENT = 12;
const COLUMNS: readonly Column[] = [
  { width: INDENT, align: 'left' },
  { width: 31, align: 'left' },
  { width: 36, align: 'left' },
];

const PAINTS: Readonly<Record<Verdict, 'good' | 'bad' | 'faint'>> = {
  conforms: 'good',
  deviates: 'bad',
  notOffered: 'faint',
  notTried: 'faint',
};

/** Verdict, check and clause; below them the request, the answer and what was found. */
function rowLines(row: Row, language: Language, style: Style): string[] {
  const verdict = style[PAINTS[row.verdict]](say(language, `probe.verdict.${row.verdict}`));
  const check = `${say(language, `probe.check.${row.check}`)} (${row.format.toUpperCase()})`;
  const indented = (text: string) =>
    text === '' ? [] : wrapText(text, WIDTH - INDENT).map((line) => ' '.repeat(INDENT) + line.trimStart());
  return [
    ...alignColumns(COLUMNS, [[verdict, check, row.clause]]),
    ...[row.request, row.answer].flatMap(indented).map(style.faint),
    ...findingsOf(row, language).flatMap((finding) => indented(`! ${finding}`).map(style.caution)),
  ];
}

/** The conformance table, and how many rows came out how. */
export function probeTable(probed: Probed, language: Language, style: Style): string {
  const { url, rows, whole, created } = probed;
  const count = (verdict: Verdict) => countVerdict(rows, verdict);
  const values = {
    conforms: count('conforms'),
    deviates: count('deviates'),
    notOffered: count('notOffered'),
    notTried: count('notTried'),
  };
  return [
    style.heading(printable(say(language, { key: 'probe.title', values: { url } }))),
    '',
    ...rows.flatMap((row) => rowLines(row, language, style)),
    '',
    say(language, { key: 'probe.summary', values }),
    style.faint(say(language, 'probe.clauses')),
    ...(whole ? [] : [style.caution(say(language, 'probe.partial'))]),
    ...(created === undefined || created.number === 0
      ? []
      : [say(language, { key: 'probe.created', values: created })]),
  ].join('\n');
}
