import { type Problem, ScenarioError } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { runApart } from './apart.ts';
import { type DayRange, daysCovered } from './counts/days.ts';
import { kindsOf } from './kinds.ts';
import type { DamageCount } from './log/damage.ts';
import type { UnitPlaces } from './log/places.ts';
import { readLog } from './log/read.ts';
import { loadMap } from './map/load.ts';
import { type Study, studyLog } from './study.ts';

/** Most days that are predicted, and fewest that say anything; [A]. */
const CHECKED_DAYS = 28;
const LEAST_DAYS = 21;
/** Days that must be left to learn from where some are held out, [A]. */
const LEAST_BEFORE = 14;

export interface StudyPlan {
  readonly logFile: string;
  readonly mapFile: string;
  readonly base: Scenario;
  /** Share of rows that may be damaged. */
  readonly mostBad: number;
  /** Share of the time that is held out; undefined for none. */
  readonly heldOut: number | undefined;
  /** Where the city's units lie, for logs with positions. */
  readonly places?: UnitPlaces | undefined;
}

/** A log's study, or why there is none; the damage is told in either case. */
export interface Studied {
  readonly damage: readonly DamageCount[];
  readonly outcome: { readonly study: Study } | { readonly problems: readonly Problem[] };
}

const THREAD = new URL(import.meta.url.endsWith('.ts') ? './study-thread.ts' : './study-thread.js', import.meta.url);

/** Studies a log in a thread of its own, whose memory goes back before anything is simulated. Rejects as `runApart`. */
export function studyApart(
  plan: StudyPlan,
  progress: (percent: number) => void,
  signal: AbortSignal,
): Promise<Studied> {
  return runApart(THREAD, plan, progress, signal);
}

/** `progress` is told the percentage of the file that is read, whenever it changes. */
export async function studyFile(plan: StudyPlan, progress: (percent: number) => void): Promise<Studied> {
  try {
    return await study(plan, progress);
  } catch (error) {
    if (error instanceof ScenarioError) return { damage: [], outcome: { problems: error.problems } };
    throw error;
  }
}

async function study(plan: StudyPlan, progress: (percent: number) => void): Promise<Studied> {
  const { logFile, mapFile, base, mostBad, heldOut, places } = plan;
  const loaded = await loadMap(mapFile);
  let told = 0;
  const tell = (read: number, size: number) => {
    const percent = Math.round((100 * read) / size);
    if (percent !== told) progress(percent);
    told = percent;
  };
  const log = await readLog(logFile, loaded, tell, places);
  const damage = log.damage.counts();
  const refused = (
    key: 'calibrate.tooBad' | 'calibrate.tooShort' | 'calibrate.holdOut',
    values: Record<string, string | number>,
  ): Studied => ({
    damage,
    outcome: { problems: [{ where: logFile, path: '', message: { key, values } }] },
  });
  if (log.damage.rows > mostBad * log.seen) {
    return refused('calibrate.tooBad', { damaged: log.damage.rows, rows: log.seen, limit: mostBad * 100 });
  }
  const range = daysCovered(log.rows);
  const days = range.to - range.from;
  if (days < LEAST_DAYS) return refused('calibrate.tooShort', { days: Math.max(0, days), least: LEAST_DAYS });
  const held = heldDays(range, heldOut);
  const before = held === undefined ? days : held.from - range.from;
  if (before < LEAST_BEFORE || (heldOut !== undefined && held === undefined))
    return refused('calibrate.holdOut', { days, held: days - before, least: LEAST_BEFORE });
  const kinds = kindsOf(log, loaded.map, base);
  return { damage, outcome: { study: studyLog(log, loaded.map, kinds, range, held) } };
}

function heldDays({ from, to }: DayRange, share: number | undefined): DayRange | undefined {
  const held = share === undefined ? 0 : Math.round((to - from) * share);
  return held === 0 ? undefined : { from: to - held, to: to - held + Math.min(CHECKED_DAYS, held) };
}
