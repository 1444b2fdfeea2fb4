import type { Overall } from '../../load/live-load.ts';
import { say } from '../../locales/index.ts';
import { formatLatency } from '../../report/format.ts';
import { left, right } from '../../style/cells.ts';
import type { RowContext } from '../row-context.ts';
import type { LoadNow } from './story.ts';

const LABEL = 14;
const VALUE = 9;
const GAP = '   ';
const NOW = ['p50', 'p90', 'p99'] as const;
const RUN = ['p50', 'p90', 'p99', 'max'] as const;

/** Response and service times of the last second and of the measured time so far: a heading and two rows. */
export function latencyRows(now: LoadNow | undefined, { language, style }: RowContext): string[] {
  const names = (prefix: string, parts: readonly string[]) =>
    parts.map((part, i) => right(i === 0 ? `${prefix} ${part}` : part, VALUE)).join('');
  const heading =
    left(say(language, 'screen.latency'), LABEL) +
    names(say(language, 'screen.latency.second'), NOW) +
    GAP +
    names(say(language, 'screen.latency.run'), RUN);
  const row = (name: 'response' | 'service'): string => {
    const second = now?.second[name] ?? null;
    const run: Overall = now?.[name] ?? null;
    const cell = (seconds: number | undefined) => right(seconds === undefined ? '-' : formatLatency(seconds), VALUE);
    return (
      left(say(language, `screen.latency.${name}`), LABEL) +
      NOW.map((part) => cell(second?.[part])).join('') +
      GAP +
      RUN.map((part) => cell(run?.[part])).join('')
    );
  };
  return [style.heading(heading), row('response'), row('service')];
}
