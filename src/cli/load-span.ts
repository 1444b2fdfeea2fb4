import { HOUR, MINUTE, WEEK } from '../kernel/time.ts';
import { type DayAndHour, parseFrom } from '../load/schedule/start.ts';
import type { ArgumentReader } from './arguments.ts';
import type { Option } from './command.ts';

/** Options that say which stretch of the scenario a load is, and how quickly it passes. */
export const SPAN_OPTIONS = {
  from: { kind: 'text', describe: 'k6.option.from' },
  speed: { kind: 'text', describe: 'k6.option.speed' },
  duration: { kind: 'text', describe: 'k6.option.duration' },
} as const satisfies Readonly<Record<string, Option>>;

export interface Span {
  /** The scenario's first surge when undefined. */
  readonly from: DayAndHour | undefined;
  /** Simulated over wall seconds. */
  readonly speed: number;
  /** Wall seconds. */
  readonly duration: number;
}

/** A day of the city in five minutes. */
const DEFAULT_SPEED = 288;
const DEFAULT_DURATION = 300;
const SPEEDS = { low: 0.01, high: 10_000 } as const;
const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: MINUTE, h: HOUR };
const LONGEST = WEEK;

/** Reads `90s`, `5min`, `1.5h` into seconds; undefined for anything else, nothing, or more than a week. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|min|h)$/.exec(text) ?? [];
  const seconds = Number(digits) * (SECONDS[unit] ?? Number.NaN);
  return seconds > 0 && seconds <= LONGEST ? seconds : undefined;
}

function parseSpeed(text: string): number | undefined {
  const speed = /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
  return speed >= SPEEDS.low && speed <= SPEEDS.high ? speed : undefined;
}

/** The stretch that the options ask for; what is wrong with them is told to the reader. */
export function readSpan(reader: ArgumentReader): Span {
  return {
    from: reader.parsed('from', { key: 'k6.expected.from' }, parseFrom),
    speed: reader.parsed('speed', { key: 'k6.expected.speed', values: SPEEDS }, parseSpeed) ?? DEFAULT_SPEED,
    duration: reader.parsed('duration', { key: 'k6.expected.duration' }, parseDuration) ?? DEFAULT_DURATION,
  };
}
