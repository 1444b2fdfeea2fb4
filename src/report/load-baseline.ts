import type { Change, Compared, Comparison } from '../load/baseline/comparison.ts';
import { type Language, say } from '../locales/index.ts';
import type { Style } from '../style/style.ts';
import { formatLatency } from './format.ts';
import { type Page, type PageTable, pageText, type Tone } from './page.ts';

const TONES = { worse: 'bad', better: 'good', same: undefined, undecided: 'caution' } as const satisfies Record<
  Change,
  Tone | undefined
>;
const LISTED = ['worse', 'better', 'undecided', 'same'] as const satisfies readonly Change[];

/** A load beside an earlier one: what was not the same, how many measures changed how, and each of them. */
export function comparisonParts(comparison: Comparison | null, language: Language): Page['parts'] {
  if (comparison === null) return [];
  return [{ list: comparisonLines(comparison, language) }, measuresTable(comparison, language)];
}

/** The same for a terminal, without what is the same. */
export function comparisonText(comparison: Comparison | null, language: Language, style: Style): string[] {
  if (comparison === null) return [];
  const table = measuresTable(comparison, language);
  const terminalRows = comparison.measures.filter(({ change }) => change !== 'same').length;
  const list = comparisonLines(comparison, language);
  const title = say(language, 'baseline.title');
  return ['', pageText({ title, parts: [{ list }, { ...table, terminalRows }] }, style)];
}

/** In a few lines: with what it was compared, the verdicts counted, and warnings. */
function comparisonLines({ startedAt, backendVersion, measures, paired, differences }: Comparison, language: Language) {
  const count = (wanted: Change) => measures.filter(({ change }) => change === wanted).length;
  const numbers = { worse: count('worse'), better: count('better'), same: count('same'), open: count('undecided') };
  const when = startedAt.slice(0, 16).replace('T', ' ');
  return [
    say(language, { key: 'baseline.with', values: { when, version: backendVersion } }),
    say(language, { key: 'baseline.counts', values: numbers }),
    ...differences.map(({ what, before, now }) =>
      say(language, {
        key: 'baseline.differs',
        values: { what: say(language, `baseline.setup.${what}`), before, now },
      }),
    ),
    ...(paired ? [] : [say(language, 'baseline.unpaired')]),
  ];
}

/** The worse ones first, what is the same last. */
function measuresTable({ measures }: Comparison, language: Language): PageTable {
  const sorted = LISTED.flatMap((wanted) => measures.filter(({ change }) => change === wanted));
  return {
    title: say(language, 'baseline.measures'),
    heads: (['measure', 'before', 'now', 'change', 'interval', 'allowed', 'verdict'] as const).map((head) =>
      say(language, `baseline.head.${head}`),
    ),
    left: [6],
    rows: sorted.map((compared) => [
      compared.measure.replace(/^op\./, '').replace('.response.', ' '),
      amount(compared, compared.before),
      amount(compared, compared.now),
      change(compared, compared.difference),
      interval(compared, language),
      change(compared, compared.allowed),
      say(language, `baseline.change.${compared.change}`),
    ]),
    tones: sorted.map((compared) => TONES[compared.change]),
  };
}

const amount = ({ unit }: Compared, value: number): string => (unit === 's' ? formatLatency(value) : String(value));

/** A difference as a share of what was before, as a factor from twice as much on; of nothing, as it is. */
function change({ unit, before }: Compared, difference: number): string {
  const sign = difference < 0 ? '−' : '+';
  const size = Math.abs(difference);
  const shown = (value: number) => Number(value.toPrecision(2));
  if (before === 0) return `${sign}${unit === 's' ? formatLatency(size) : shown(size)}`;
  return difference >= before ? `× ${shown(1 + difference / before)}` : `${sign}${shown((100 * size) / before)} %`;
}

function interval(compared: Compared, language: Language): string {
  const { low, high } = compared;
  if (low === null || high === null) return '-';
  return say(language, { key: 'report.range', values: { low: change(compared, low), high: change(compared, high) } });
}

/** One measure in one sentence. */
export function comparedText(compared: Compared, language: Language): string {
  const values = {
    before: amount(compared, compared.before),
    now: amount(compared, compared.now),
    interval: interval(compared, language),
    allowed: change(compared, compared.allowed),
  };
  return say(language, { key: 'baseline.sentence', values });
}
