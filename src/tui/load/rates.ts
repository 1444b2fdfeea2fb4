import type { Second } from '../../load/live.ts';
import { say } from '../../locales/index.ts';
import { between, left, right } from '../../style/cells.ts';
import { bars } from '../bars.ts';
import type { RowContext } from '../row-context.ts';

const LABEL = 14;
const VALUE = 7;
const GAP = 2;
const SERIES = ['due', 'started', 'answered'] as const;

/** Operations due by the schedule, started and answered in each second: a heading and three charts of `height` rows. */
export function rateRows(seconds: readonly Second[], height: number, { width, language, style }: RowContext): string[] {
  const shown = seconds.slice(-(width - LABEL - VALUE - GAP));
  const most = Math.max(1, ...shown.flatMap((second) => SERIES.map((name) => second[name])));
  const range = say(language, { key: 'screen.rates.range', values: { seconds: shown.length, most } });
  const heading = style.heading(between(say(language, 'screen.rates'), range, width));
  const charts = SERIES.flatMap((name) => {
    const value = seconds.at(-1)?.[name];
    const chart = bars(
      shown.map((second) => second[name]),
      height,
      most,
    );
    return chart.map((bar, row) => {
      const isLast = row === height - 1;
      const label = left(isLast ? say(language, `screen.rates.${name}`) : '', LABEL);
      return (
        label + right(isLast && value !== undefined ? String(value) : '', VALUE) + ' '.repeat(GAP) + paint(bar, name)
      );
    });
  });
  return [heading, ...charts];

  function paint(bar: string, name: (typeof SERIES)[number]): string {
    return name === 'due' ? style.faint(bar) : name === 'answered' ? style.good(bar) : bar;
  }
}
