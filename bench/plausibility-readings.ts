import { mean } from '../src/kernel/statistics.ts';
import { LEVELS } from '../src/scenario/terms.ts';
import type { Sightings } from './plausibility-watch.ts';

/** A number read from what was seen in one replication. */
export type Reading = (seen: Sightings) => number;

const CHANNELS = ['urban', 'hotline', 'police', 'grid'];

function get({ counts }: Sightings, name: string): number {
  return counts.get(name) ?? 0;
}

export function part(s: Sightings, name: string, whole: string): number {
  return get(s, name) / get(s, whole);
}

export function daily(name: string): Reading {
  return (s) => get(s, name) / s.window.days;
}

export function total(s: Sightings, what: string): number {
  return CHANNELS.reduce((sum, channel) => sum + daily(`${what}.${channel}`)(s), 0);
}

/** Share of the closed cases that crews of a level handled. */
export function level(s: Sightings, name: string): number {
  return daily(`settled.${name}`)(s) / LEVELS.reduce((sum, each) => sum + daily(`settled.${each}`)(s), 0);
}

/** Reports by patrols over the days worked, five in seven. */
export function findings(s: Sightings): number {
  const found = CHANNELS.reduce((sum, channel) => sum + daily(`reported.${channel}.patrol`)(s), 0);
  return found / ((s.workers * 5) / 7);
}

/** All times whose name begins so. */
export function all({ times }: Sightings, name: string): number[] {
  return [...times].flatMap(([own, list]) => (own.startsWith(name) ? list : []));
}

export function within(times: readonly number[], from: number, to: number): number {
  return times.filter((seconds) => seconds >= from && seconds < to).length / times.length;
}

export function quantile(times: readonly number[], p: number): number {
  return Float64Array.from(times).sort()[Math.floor(p * times.length)];
}

/** Variance over mean of the counts in steps of so many hours, around the means of the same step of the week. */
export function dispersion(hourly: Float64Array, hours: number): number {
  const counts = Array.from({ length: hourly.length / hours }, (_, i) =>
    hourly.subarray(i * hours, (i + 1) * hours).reduce((a, b) => a + b, 0),
  );
  const steps = (7 * 24) / hours;
  let squares = 0;
  for (let step = 0; step < steps; step++) {
    const alike = counts.filter((_, i) => i % steps === step);
    const centre = mean(alike);
    squares += alike.reduce((sum, count) => sum + (count - centre) ** 2, 0);
  }
  return squares / (counts.length - steps) / mean(counts);
}
