import { HOUR, MINUTE } from '../kernel/time.ts';
import { NO_RAMP, type Ramp } from '../load/schedule/ramp.ts';
import { brief } from '../scenario/problem.ts';
import type { ArgumentReader } from './arguments.ts';
import type { Option } from './command.ts';
import { parseDuration } from './load-span.ts';

/** Options that say what the open part of a load consists of, and how it rises. */
export const SHAPE_OPTIONS = {
  'reports-only': { kind: 'text', describe: 'load.option.reportsOnly' },
  ramp: { kind: 'text', describe: 'load.option.ramp' },
  'ramp-from': { kind: 'text', describe: 'load.option.rampFrom' },
} as const satisfies Readonly<Record<string, Option>>;

export interface Shape {
  readonly ramp: Ramp;
  /** Reports a wall second where nothing else is sent; null for a whole city. */
  readonly reportsOnly: number | null;
}

const RATES = { low: 0.1, high: 20_000 } as const;
const PER_SECOND: Readonly<Record<string, number>> = { s: 1, min: 1 / MINUTE, h: 1 / HOUR };

/** Reads `200/s`, `12000/min`, `0.5/s` into a rate a second; undefined for anything else or beyond the bounds. */
function parseRate(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,9}(?:\.\d{1,6})?)\/(s|min|h)$/.exec(text) ?? [];
  const rate = Number(digits) * (PER_SECOND[unit] ?? Number.NaN);
  return rate >= RATES.low && rate <= RATES.high ? rate : undefined;
}

/** The shape asked for; `total`: wall seconds that the open part lasts. What is wrong is told to the reader. */
export function readShape(reader: ArgumentReader, total: number): Shape {
  const rate = reader.parsed('reports-only', { key: 'load.expected.rate', values: RATES }, parseRate);
  const seconds = reader.parsed('ramp', { key: 'k6.expected.duration' }, parseDuration);
  const from = reader.share('ramp-from');
  const tell = (where: string, key: 'load.rampMissing' | 'load.rampTooLong', found: string) =>
    reader.problem({ where, path: '', message: { key, values: { total } }, found: brief(found) });
  if (from !== undefined && reader.texts('ramp').length === 0) tell('--ramp-from', 'load.rampMissing', String(from));
  if (seconds !== undefined && seconds > total) tell('--ramp', 'load.rampTooLong', `${seconds}s`);
  return { ramp: seconds === undefined ? NO_RAMP : { seconds, from: from ?? 0 }, reportsOnly: rate ?? null };
}
