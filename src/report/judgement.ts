import type { HistoryRecord } from '../load/history/record.ts';
import { proofOf } from '../load/invariants/evidence.ts';
import type { Judgement, Verdict } from '../load/invariants/judgement.ts';
import { type Language, say } from '../locales/index.ts';
import { printable } from '../scenario/problem.ts';
import { alignColumns } from '../style/columns.ts';
import type { Style } from '../style/style.ts';

const COLUMNS = [
  { width: 45, align: 'left' },
  { width: 13, align: 'left' },
  { width: 9, align: 'right' },
  { width: 12, align: 'right' },
] as const;
const PAINT = {
  held: 'good',
  broken: 'bad',
  undecided: 'caution',
  none: 'faint',
  notApplicable: 'faint',
} as const satisfies Record<Verdict['verdict'], keyof Style>;
/** Longest record that is shown whole. */
const WIDTH = 400;

/** A judgement for people: a line for every invariant, then each violation with the records that prove it. */
export function judgementReport(
  judgement: Judgement,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
  style: Style,
): string {
  const head = (['invariant', 'verdict', 'checked', 'violations'] as const).map((name) =>
    say(language, `judge.column.${name}`),
  );
  const rows = judgement.verdicts.map(({ name, verdict, checked, violations }) => [
    say(language, `invariant.${name}`),
    style[PAINT[verdict]](say(language, `judge.verdict.${verdict}`)),
    String(checked),
    String(violations),
  ]);
  const [heading = '', ...table] = alignColumns(COLUMNS, [head, ...rows]);
  const broken = judgement.verdicts.flatMap((verdict) => violationLines(verdict, lines, language, style));
  return [...summaryLines(judgement, language, style), '', style.heading(heading), ...table, ...broken].join('\n');
}

function summaryLines({ operations, orders, drained, whole }: Judgement, language: Language, style: Style): string[] {
  const counts = Object.values(operations);
  const count = counts.reduce((sum, { ok, failed, unknown }) => sum + ok + failed + unknown, 0);
  const unknown = counts.reduce((sum, one) => sum + one.unknown, 0);
  const lines = [say(language, { key: 'judge.operations', values: { count, unknown, orders } })];
  if (!whole) lines.push(style.caution(say(language, 'judge.broken')));
  if (drained !== null && drained.left > 0)
    lines.push(say(language, { key: 'judge.left', values: { left: drained.left } }));
  else if (drained?.seconds != null && drained.simulatedSeconds !== null) {
    const values = { seconds: drained.seconds.toFixed(1), simulated: (drained.simulatedSeconds / 60).toFixed(0) };
    lines.push(say(language, { key: 'judge.drained', values }));
  }
  return lines;
}

function violationLines(
  { name, violations, examples }: Verdict,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
  style: Style,
): string[] {
  const shown = examples.flatMap((violation) => [
    '',
    style.bad(
      printable(
        say(language, {
          key: 'judge.violation',
          values: { invariant: say(language, `invariant.${name}`), sentence: say(language, violation.message) },
        }),
      ),
    ),
    ...proofOf(violation, (line) => lines.get(line)).map((record, i) => {
      const place = say(language, { key: 'judge.line', values: { line: violation.lines[i] } });
      return `  ${style.faint(place)}  ${short(JSON.stringify(record))}`;
    }),
  ]);
  const more = violations - examples.length;
  if (more > 0) shown.push(say(language, { key: 'judge.more', values: { count: more } }));
  return shown;
}

function short(text: string): string {
  const clean = printable(text);
  return clean.length > WIDTH ? `${clean.slice(0, WIDTH - 1)}…` : clean;
}
