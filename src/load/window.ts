import { SECTIONS } from './recorder.ts';

/** The hours of a load on the simulated clock, seconds since the scenario's start: warm-up, then what is measured. */
export interface LoadWindow {
  /** The load starts, wall time 0. */
  readonly from: number;
  /** The measured time begins, and ends; no report is sent after that. */
  readonly measured: number;
  readonly until: number;
}

/** `from` in simulated seconds; `warmup` and `duration` in wall seconds; `speed`: simulated seconds per wall second. */
export function loadWindow(from: number, warmup: number, duration: number, speed: number): LoadWindow {
  const measured = from + warmup * speed;
  return { from, measured, until: measured + duration * speed };
}

/** Which section of the measured time a simulated time lies in; -1 for none. */
export function sectionAt({ measured, until }: LoadWindow, at: number): number {
  if (at < measured || at >= until) return -1;
  return Math.min(SECTIONS - 1, Math.floor(((at - measured) / (until - measured)) * SECTIONS));
}
