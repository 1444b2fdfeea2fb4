import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import type { CapacityResult } from '../../load/capacity/find.ts';
import type { Outcome } from '../../load/capacity/search.ts';
import { type Language, say } from '../../locales/index.ts';
import type { Target } from '../../scenario/target.ts';
import { formatQuantity } from '../format.ts';
import { escaped } from '../markup.ts';

const WIDTH = 860;
const HEIGHT = 220;
const MARGIN = { top: 22, right: 16, bottom: 24, left: 70 } as const;
/** Values beyond so many times the bound are drawn at that height: the bound is what matters. */
const MOST_BOUNDS = 4;
const COLOURS = { held: 'var(--good)', broken: 'var(--bad)', invalid: 'var(--caution)' } as const satisfies Record<
  Outcome,
  string
>;

interface Dot {
  readonly multiple: number;
  readonly value: number;
  readonly outcome: Outcome;
}

/** A target's measure over the multiple: a dot for each trial, a line through the means of those that are valid, and the bound. */
export function capacityChart({ trials }: CapacityResult, target: Target, language: Language): string {
  const dots = trials.flatMap(({ multiple, outcome, targets }): Dot[] => {
    const value = targets.find((judged) => judged.target.text === target.text)?.measure?.value;
    return value == null ? [] : [{ multiple, outcome, value }];
  });
  if (dots.length === 0) return '';
  const unit = trials[0]?.targets.find((judged) => judged.target.text === target.text)?.measure?.unit ?? 'count';
  // Drawn last, and alone joined by the line.
  const valid = dots.filter(({ outcome }) => outcome !== 'invalid');
  const drawn = [...dots.filter(({ outcome }) => outcome === 'invalid'), ...valid];
  const multiples = dots.map(({ multiple }) => multiple);
  const most = Math.max(target.value * 1.25, Math.max(...dots.map(({ value }) => value)), Number.MIN_VALUE);
  const top = target.value > 0 ? Math.min(most, MOST_BOUNDS * target.value) : most;
  const x = scaleLog([Math.min(...multiples) / 1.1, Math.max(...multiples) * 1.1], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([0, top], [HEIGHT - MARGIN.bottom, MARGIN.top]).clamp(true);
  const means = [...new Set(valid.map(({ multiple }) => multiple))]
    .sort((a, b) => a - b)
    .map((multiple): [number, number] => {
      const own = valid.filter((dot) => dot.multiple === multiple).map(({ value }) => value);
      return [multiple, own.reduce((sum, value) => sum + value, 0) / own.length];
    });
  const path = line<[number, number]>()
    .x(([multiple]) => x(multiple))
    .y(([, value]) => y(value));
  const bound = y(target.value).toFixed(1);
  const parts = [
    ...y.ticks(4).map((tick) => {
      const at = y(tick).toFixed(1);
      const label = escaped(formatQuantity(tick, unit, language));
      return `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${at}" y2="${at}" stroke="var(--line)"/><text x="${MARGIN.left - 8}" y="${at}" text-anchor="end" dominant-baseline="middle">${label}</text>`;
    }),
    ...feet(
      [...new Set(multiples)].sort((a, b) => a - b),
      x,
    ),
    `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${bound}" y2="${bound}" stroke="var(--bad)" stroke-dasharray="5 4"/>`,
    `<path d="${path(means) ?? ''}" fill="none" stroke="var(--faint)" stroke-width="1.2"/>`,
    ...drawn.map(({ multiple, value, outcome }) => {
      const shown = escaped(`${multiple} x: ${formatQuantity(value, unit, language)}`);
      return `<circle cx="${x(multiple).toFixed(1)}" cy="${y(value).toFixed(1)}" r="4" fill="${COLOURS[outcome]}"><title>${shown}</title></circle>`;
    }),
  ];
  const key = (Object.keys(COLOURS) as Outcome[]).map(
    (outcome) =>
      `<tspan fill="${COLOURS[outcome]}">● ${escaped(say(language, `capacity.outcome.${outcome}`))}  </tspan>`,
  );
  return `<h2>${escaped(target.text)}</h2>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" font-size="11" fill="var(--faint)" role="img"><text x="${MARGIN.left}" y="12">${key.join('')}</text>${parts.join('')}</svg>`;
}

/** The multiples that were tried, as far as they do not stand in each other's way. */
function feet(multiples: readonly number[], x: (multiple: number) => number): string[] {
  const room = 44;
  let last = Number.NEGATIVE_INFINITY;
  return multiples.flatMap((multiple) => {
    const at = x(multiple);
    if (at - last < room) return [];
    last = at;
    return [`<text x="${at.toFixed(1)}" y="${HEIGHT - 6}" text-anchor="middle">${multiple} x</text>`];
  });
}
