import { dateOf } from '../counts/days.ts';
import type { HeldOut } from '../study.ts';

/** Days before those that count, [A]. */
export const WARMUP_DAYS = 7;
/** Replications at least, and days simulated in all of them: a dozen of each weekday, [A]. */
const LEAST_REPLICATIONS = 3;
const DAYS = 84;

/** How the days held out are rehearsed: changes of the scenario learnt from the days before, and how often. */
export function planOfCheck({ range }: Pick<HeldOut, 'range'>, timezone: string) {
  const start = dateOf(range.from - WARMUP_DAYS);
  const days = range.to - range.from;
  const set = [
    `horizon={start: "${start}", warmupDays: ${WARMUP_DAYS}, days: ${days}}`,
    `horizon.timezone=${timezone}`,
  ];
  return { set, replications: Math.max(LEAST_REPLICATIONS, Math.ceil(DAYS / days)) };
}
