import { INVARIANTS } from '../../load/invariants/invariant.ts';
import type { Standing } from '../../load/invariants/judgement.ts';
import { say } from '../../locales/index.ts';
import { between, left, right } from '../../style/cells.ts';
import { MARKS } from '../../style/glyphs.ts';
import type { RowContext } from '../row-context.ts';

/** Cells of one invariant at least: mark, name, count. */
const LEAST = 38;
const GAP = 2;

const columnsOf = (width: number): number => Math.max(1, Math.floor((width + GAP) / (LEAST + GAP)));

/** Rows that the invariants take at a width, their heading included. */
export const invariantHeight = (width: number): number => 1 + Math.ceil(INVARIANTS.length / columnsOf(width));

/** How every invariant stands so far, in as many columns as fit. */
export function invariantRows(standings: readonly Standing[], { width, language, style }: RowContext): string[] {
  const violations = standings.reduce((sum, standing) => sum + standing.violations, 0);
  const summary = say(
    language,
    violations > 0 ? { key: 'screen.invariants.broken', values: { violations } } : 'screen.invariants.held',
  );
  const title = say(language, 'screen.invariants');
  const heading = style.heading(between(title, standings.length > 0 ? summary : '', width));
  const columns = columnsOf(width);
  const height = Math.ceil(INVARIANTS.length / columns);
  const cells = Math.floor((width + GAP) / columns) - GAP;
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const standing = standings[column * height + row];
      return standing === undefined ? ' '.repeat(cells) : cell(standing);
    }).join(' '.repeat(GAP)),
  );
  return [violations > 0 ? style.bad(heading) : heading, ...rows];

  function cell({ name, checked, violations: broken }: Standing): string {
    const words = say(language, `screen.invariant.${name}`);
    const count =
      broken > 0 ? say(language, { key: 'screen.invariants.of', values: { broken, checked } }) : `${checked}`;
    const number = right(count, Math.max(8, count.length));
    const text = `${left(words, cells - 2 - number.length)}${number}`;
    if (broken > 0) return style.bad(`${MARKS.broken} ${text}`);
    return checked > 0 ? `${style.good(MARKS.held)} ${text}` : style.faint(`${MARKS.none} ${text}`);
  }
}
