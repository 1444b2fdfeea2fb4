import { say } from '../../locales/index.ts';
import { between, right } from '../../style/cells.ts';
import { bars } from '../bars.ts';
import type { RowContext } from '../row-context.ts';

/** Cells of a bar with its gap. */
const BAR = { least: 5, most: 9 } as const;
/** `doublings[i]` counts what took less than 2^(i - 3) ms. */
const FIRST_EXPONENT = -3;

/** Responses by how long they took: a heading, bars of `height` rows, and what each bar goes up to. */
export function histogramRows(
  doublings: readonly number[],
  height: number,
  { width, language, style }: RowContext,
): string[] {
  const bins = binsOf(doublings, Math.floor(width / BAR.least));
  const cells = Math.min(BAR.most, Math.floor(width / Math.max(1, bins.length)));
  const total = doublings.reduce((sum, count) => sum + count, 0);
  const count = say(language, { key: 'screen.histogram.count', values: { count: total } });
  const heading = style.heading(between(say(language, 'screen.histogram'), count, width));
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const columns = bins.flatMap((bin) => [0, ...Array<number>(cells - 1).fill(bin.count)]);
  const labels = bins.map((bin) => right(bin.label, cells)).join('');
  return [heading, ...bars(columns, height, most), style.faint(labels)];
}

interface Bin {
  readonly label: string;
  readonly count: number;
}

/** The bins from the first to the last that hold anything; the shortest are thrown together where they are too many. */
function binsOf(doublings: readonly number[], most: number): Bin[] {
  const last = doublings.findLastIndex((count) => count > 0);
  const first = Math.max(
    doublings.findIndex((count) => count > 0),
    last - most + 1,
  );
  if (last < 0) return [];
  return doublings.slice(first, last + 1).map((count, i) => ({
    label: labelOf(first + i, doublings.length),
    count: i === 0 ? doublings.slice(0, first + 1).reduce((sum, one) => sum + one, 0) : count,
  }));
}

function labelOf(bin: number, bins: number): string {
  if (bin === bins - 1) return `>${labelOf(bin - 1, bins)}`;
  const milliseconds = 2 ** (bin + FIRST_EXPONENT);
  if (milliseconds < 1) return `${milliseconds * 1000}µs`;
  return milliseconds < 1000 ? `${milliseconds}ms` : `${Math.floor(milliseconds / 1000)}s`;
}
