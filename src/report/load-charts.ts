import { scaleLinear, scaleLog } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { Second } from '../load/live.ts';
import type { Latency, LoadResult } from '../load/result.ts';
import { type Language, type MessageKey, say } from '../locales/index.ts';
import { escaped } from './markup.ts';

/** Pictures of a load, as SVG in the colours of the page that they stand on. */

const WIDTH = 900;
const HEIGHT = 240;
const MARGIN = { top: 18, right: 22, bottom: 24, left: 62 } as const;
const COLOURS = ['var(--c1)', 'var(--c2)', 'var(--c3)'] as const;
const LEAST_MILLISECONDS = 0.1;
/** Columns of a histogram for every factor of ten. */
const PER_DECADE = 12;

interface Curve {
  readonly name: string;
  readonly value: (second: Second) => number | null;
  /** One of the page's colours. */
  readonly colour: number;
  /** `ground`: what others are to be held against, an area below them. */
  readonly look?: 'dashed' | 'ground';
}

interface Scale {
  (value: number): number;
  ticks(count: number): number[];
}

const ACROSS = [MARGIN.left, WIDTH - MARGIN.right] as const;
const FLOOR = HEIGHT - MARGIN.bottom;
const HEIGHTS = [FLOOR, MARGIN.top] as const;

/** Operations due by the schedule, those answered and failed attempts, each wall second. */
export function ratesChart(result: LoadResult, language: Language): string {
  return overTime(result, language, 'load.page.rates', false, [
    { name: say(language, 'load.page.due'), value: ({ due }) => due, colour: 0, look: 'ground' },
    { name: say(language, 'load.page.answered'), value: ({ answered }) => answered, colour: 0 },
    { name: say(language, 'load.page.failed'), value: ({ failed }) => failed, colour: 1 },
  ]);
}

/** Both latencies of each wall second, milliseconds. */
export function latencyChart(result: LoadResult, language: Language): string {
  const curve = (of: 'response' | 'service', percent: 'p50' | 'p99'): Curve => ({
    name: `${say(language, `load.page.${of}`)} ${percent}`,
    value: (second) => second[of] && second[of][percent] * 1000,
    colour: of === 'response' ? 0 : 1,
    ...(percent === 'p50' && { look: 'dashed' }),
  });
  const curves = [curve('response', 'p99'), curve('service', 'p99'), curve('response', 'p50'), curve('service', 'p50')];
  return overTime(result, language, 'load.page.latency', true, curves);
}

/** What waits and who works, at the end of each wall second. */
export function workChart(result: LoadResult, language: Language): string {
  return overTime(result, language, 'load.page.work', false, [
    { name: say(language, 'load.page.undecided'), value: ({ undecided }) => undecided, colour: 0 },
    { name: say(language, 'load.page.open'), value: ({ open }) => open, colour: 1 },
    { name: say(language, 'load.page.busy'), value: ({ busyCrews }) => busyCrews, colour: 2 },
  ]);
}

/** How late operations of each wall second started at most by the generator's own fault, milliseconds. */
export function latenessChart(result: LoadResult, language: Language): string {
  return overTime(result, language, 'load.page.lateChart', false, [
    { name: say(language, 'load.page.late'), value: ({ late }) => late * 1000, colour: 0 },
  ]);
}

function overTime(
  { seconds: all }: LoadResult,
  language: Language,
  title: MessageKey & `load.page.${string}`,
  isLog: boolean,
  curves: readonly Curve[],
): string {
  // The reads that settle the history are no load.
  const seconds = all.filter(({ phase }) => phase !== 'settle');
  const values = seconds.flatMap((second) => curves.map(({ value }) => value(second) ?? 0));
  const across = scaleLinear([0, seconds.at(-1)?.at ?? 1], ACROSS);
  const most = values.reduce((a, b) => Math.max(a, b), isLog ? 10 * LEAST_MILLISECONDS : 1);
  const up = isLog ? scaleLog([LEAST_MILLISECONDS, most], HEIGHTS).clamp(true) : scaleLinear([0, most], HEIGHTS).nice();
  const feet = across.ticks(8).map((tick) => foot(across(tick), `${tick} s`));
  const drawn = curves.map(({ value, colour, look }) => {
    const defined = (second: Second) => value(second) !== null;
    const height = (second: Second) => up(value(second) ?? 0);
    const at = (second: Second) => across(second.at);
    if (look === 'ground') {
      const path = area<Second>().defined(defined).x(at).y0(FLOOR).y1(height)(seconds) ?? '';
      return `<path d="${path}" fill="${COLOURS[colour]}" fill-opacity=".25"/>`;
    }
    const path = line<Second>().defined(defined).x(at).y(height)(seconds) ?? '';
    const dashes = look === 'dashed' ? ' stroke-dasharray="3 3"' : '';
    return `<path d="${path}" fill="none" stroke="${COLOURS[colour]}" stroke-width="1.6"${dashes}/>`;
  });
  const key = curves.map(({ name, colour, look }) => legend(name, colour, look));
  return figure(say(language, title), key, [...phases(seconds, across, language), ...grid(up), ...feet, ...drawn]);
}

/** Where phases begin: a second is of the phase that it ends in, mostly of one that began just then. */
function phases(seconds: readonly Second[], across: Scale, language: Language): string[] {
  return seconds.flatMap(({ phase, at }, i) => {
    if (phase === seconds[i - 1]?.phase || phase === 'provision') return [];
    const from = across(i === 0 ? 0 : at).toFixed(1);
    const name = escaped(say(language, `load.phase.${phase}`));
    return [
      `<line x1="${from}" x2="${from}" y1="2" y2="${FLOOR}" stroke="var(--line)" stroke-dasharray="2 3"/><text x="${Number(from) + 4}" y="11">${name}</text>`,
    ];
  });
}

/** How the latencies of all operations in the measured time are distributed: both, over time on a logarithmic axis. */
export function histogramChart({ operations }: LoadResult, language: Language): string {
  const kinds = ['response', 'service'] as const;
  const shares = kinds.map((of) => columns(Object.values(operations).flatMap((operation) => operation[of] ?? [])));
  const places = shares.flatMap((share) => [...share.keys()]);
  if (places.length === 0) return '';
  const [first, last] = [Math.min(...places), Math.max(...places) + 1];
  const across = scaleLog([edge(first), edge(last)], ACROSS);
  const most = shares.flatMap((share) => [...share.values()]).reduce((a, b) => Math.max(a, b), 0);
  const up = scaleLinear([0, most * 100], HEIGHTS).nice();
  const drawn = shares.map((share, i) => {
    const steps = Array.from({ length: last - first + 1 }, (_, k) => first + k);
    const path = area<number>()
      .x((place) => across(edge(place)))
      .y0(FLOOR)
      .y1((place) => up(100 * (share.get(place) ?? 0)))
      .curve(curveStepAfter)(steps);
    return `<path d="${path ?? ''}" fill="${COLOURS[i]}" fill-opacity=".3" stroke="${COLOURS[i]}"/>`;
  });
  const feet = decades(edge(first), edge(last)).map((tick) => foot(across(tick), `${tick} ms`));
  const key = kinds.map((of, i) => legend(say(language, `load.page.${of}`), i));
  return figure(say(language, 'load.page.histogram'), key, [...grid(up), ...feet, ...drawn]);
}

/** Lower bound of a column, milliseconds. */
const edge = (place: number): number => Math.exp((place / PER_DECADE) * Math.LN10);

/** The share of all values that lies in each column; what lies between two known bounds is spread over the axis evenly. */
function columns(latencies: readonly Latency[]): Map<number, number> {
  const shares = new Map<number, number>();
  const total = latencies.reduce((sum, { count }) => sum + count, 0);
  const placeOf = (seconds: number) => PER_DECADE * Math.log10(Math.max(seconds * 1000, LEAST_MILLISECONDS / 10));
  for (const { bins } of latencies) {
    let from = placeOf(bins[0]?.[0] ?? 0);
    for (const [upTo, count] of bins) {
      const to = Math.max(from, placeOf(upTo));
      spread(shares, from, to, count / total);
      from = to;
    }
  }
  return shares;
}

function spread(shares: Map<number, number>, from: number, to: number, share: number): void {
  for (let place = Math.floor(from); place <= to; place++) {
    const inside = Math.min(to, place + 1) - Math.max(from, place);
    const part = to === from ? 1 : inside / (to - from);
    if (part > 0) shares.set(place, (shares.get(place) ?? 0) + share * part);
  }
}

const decades = (low: number, high: number): number[] =>
  [0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000, 1e6].filter((tick) => tick >= low && tick <= high);

const foot = (at: number, text: string): string =>
  `<text x="${at.toFixed(1)}" y="${HEIGHT - 6}" text-anchor="middle">${text}</text>`;

/** A logarithmic axis gives more ticks than it is asked for: of those the powers of ten. */
const MOST_TICKS = 9;

function grid(up: Scale): string[] {
  const ticks = up.ticks(4);
  const shown = ticks.length > MOST_TICKS ? ticks.filter((tick) => Number.isInteger(Math.log10(tick))) : ticks;
  return shown.map((tick) => {
    const at = up(tick).toFixed(1);
    return `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${at}" y2="${at}" stroke="var(--line)"/><text x="${MARGIN.left - 8}" y="${at}" text-anchor="end" dominant-baseline="middle">${tick}</text>`;
  });
}

const SIGNS = { dashed: '╌', ground: '▒' } as const;
const legend = (name: string, colour: number, look?: Curve['look']): string =>
  `<span class="key"><span style="color:${COLOURS[colour]}">${look ? SIGNS[look] : '■'}</span> ${escaped(name)}</span>`;

function figure(title: string, key: readonly string[], parts: readonly string[]): string {
  const name = escaped(title);
  return `<h2>${name}</h2><div>${key.join('')}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" font-size="11" fill="var(--faint)" role="img" aria-label="${name}">${parts.join('')}</svg>`;
}
