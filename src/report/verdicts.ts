import { type Language, say } from '../locales/index.ts';
import type { Measure } from '../run/result.ts';
import { inUnitOf, type Judgement, type Verdict } from '../run/targets.ts';
import type { Target } from '../scenario/target.ts';
import { alignColumns } from '../style/columns.ts';
import type { Style } from '../style/style.ts';
import { formatApart, formatValue } from './format.ts';

const COLUMNS = [
  { width: 42, align: 'left' },
  { width: 14, align: 'left' },
  { width: 24, align: 'right' },
] as const;

const PAINT = { met: 'good', missed: 'bad', undecided: 'caution' } as const satisfies Record<Verdict, keyof Style>;

/** Where rounding makes the value look like the bound, as many digits as tell them apart. */
function shown(target: Target, measure: Measure, language: Language): string {
  const { value, unit, censored } = measure;
  if (value === null || censored) return formatValue(measure, language);
  return formatApart(value, inUnitOf(target, unit).value, unit, language);
}

/** One line per target: as it was written, whether it is met, and what was measured. */
export function verdictLines(judgements: readonly Judgement[], language: Language, style: Style): string[] {
  const rows = judgements.map(({ target, verdict, measure }) => [
    target.text,
    style[PAINT[verdict]](say(language, `verdict.${verdict}`)),
    measure ? shown(target, measure, language) : '',
  ]);
  return alignColumns(COLUMNS, rows);
}
