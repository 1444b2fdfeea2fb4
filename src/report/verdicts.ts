import { type Language, say } from '../locales/index.ts';
import type { Judgement, Verdict } from '../run/targets.ts';
import { alignColumns } from '../style/columns.ts';
import type { Style } from '../style/style.ts';
import { formatValue } from './format.ts';

const COLUMNS = [
  { width: 42, align: 'left' },
  { width: 14, align: 'left' },
  { width: 24, align: 'right' },
] as const;

const PAINT = { met: 'good', missed: 'bad', undecided: 'caution' } as const satisfies Record<Verdict, keyof Style>;

/** One line per target: as it was written, whether it is met, and what was measured. */
export function verdictLines(judgements: readonly Judgement[], language: Language, style: Style): string[] {
  const rows = judgements.map(({ target, verdict, measure }) => [
    target.text,
    style[PAINT[verdict]](say(language, `verdict.${verdict}`)),
    measure ? formatValue(measure, language) : '',
  ]);
  return alignColumns(COLUMNS, rows);
}
