import { shareCity } from '../../city/shared.ts';
import { runApart } from '../apart.ts';
import type { SharedRehearsal } from './rehearsal-thread.ts';
import type { Rehearsal, RehearsalPlan } from './rehearse.ts';

const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './rehearsal-thread.ts' : './rehearsal-thread.js',
  import.meta.url,
);

/** Rehearses in a thread of its own; `dayPassed` is told how many days are simulated. Rejects as `runApart`. */
export function rehearseApart(
  plan: RehearsalPlan,
  dayPassed: (days: number) => void,
  signal: AbortSignal,
): Promise<Rehearsal> {
  const shared: SharedRehearsal = { ...plan, city: shareCity(plan.city) };
  return runApart(THREAD, shared, dayPassed, signal);
}
