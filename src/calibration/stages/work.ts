import { type Estimate, scoreShare } from '../estimate.ts';
import { chooseStage, type StageFit } from './choose.ts';
import type { StageTimes } from './collect.ts';

/** Handling split into work on site and waiting: what takes longer than the limit waits for something. */
export interface Work {
  /** From arrival to the end where that took no longer than the limit; undefined where too few did. */
  readonly effort: StageFit | undefined;
  readonly lagShare: Estimate;
  /** What is beyond the typical effort, where it took longer. */
  readonly lag: StageFit | undefined;
}

/**
 * Only cases followed for longer than the limit tell which of the two they are; later ones are left out, so that the
 * share and the effort need no correction for cases still open.
 */
export function workOf({ ended, open, followed }: StageTimes, limit: number): Work | undefined {
  const quick = ended.filter((time, i) => followed[i] > limit && time <= limit);
  const slow = ended.filter((time, i) => followed[i] > limit && time > limit);
  const waiting = open.filter((time) => time > limit);
  const number = quick.length + slow.length + waiting.length;
  if (number === 0) return undefined;
  const effort = chooseStage(quick, []);
  const beyond = effort?.median ?? 0;
  return {
    effort,
    lagShare: scoreShare((slow.length + waiting.length) / number, number, number),
    lag: chooseStage(
      slow.map((time) => time - beyond),
      waiting.map((time) => time - beyond),
    ),
  };
}
