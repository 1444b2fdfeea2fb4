import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planOfCheck, WARMUP_DAYS } from '../calibration/check/plan.ts';
import { type Check, checkCounts, checkTimes } from '../calibration/check/predict.ts';
import { rehearseApart } from '../calibration/check/rehearse-apart.ts';
import type { HeldOut } from '../calibration/study.ts';
import type { City } from '../city/city.ts';
import { type MessageKey, say } from '../locales/index.ts';
import { loadScenario } from '../scenario/load.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Days of the base's pilot, [A]. */
const PILOT_DAYS = 21;
/** A kind with fewer reports in the pilot takes the share of all, [A]. */
const LEAST_REPORTS = 20;

interface Simulation {
  /** Only built where something is simulated. */
  city(): Promise<City>;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function simulateDays(
  file: string,
  set: readonly string[],
  plan: { readonly kinds: readonly string[]; readonly replications: number },
  label: MessageKey,
  { city, terminal, signal }: Simulation,
) {
  const { scenario } = await loadScenario(file, { set: [...set] });
  const days = plan.replications * (scenario.horizon.warmupDays + scenario.horizon.days);
  const progress = startProgress(say(terminal.language, label), days);
  try {
    return await rehearseApart(
      { ...plan, scenario, city: await city() },
      (passed) => progress.update(passed, days),
      signal,
    );
  } finally {
    progress.end();
  }
}

/** Of each of the base's kinds, the share of what occurs that somebody reports: as many weeks of the base tell. */
export async function reportedShares(
  basePath: string,
  kinds: readonly string[],
  simulation: Simulation,
): Promise<ReadonlyMap<string, number>> {
  if (kinds.length === 0) return new Map();
  const set = [`horizon.warmupDays=${WARMUP_DAYS}`, `horizon.days=${PILOT_DAYS}`];
  const rehearsal = await simulateDays(basePath, set, { kinds, replications: 1 }, 'calibrate.pilot', simulation);
  const counts = Object.values(rehearsal.kinds);
  const occurred = counts.reduce((sum, kind) => sum + kind.occurred, 0);
  const reported = counts.reduce((sum, kind) => sum + kind.reported, 0);
  const share = (part: number, whole: number): number => (part > 0 && part < whole ? part / whole : 1);
  return new Map(
    Object.entries(rehearsal.kinds).map(([id, kind]) => [
      id,
      kind.reported < LEAST_REPORTS ? share(reported, occurred) : share(kind.reported, kind.occurred),
    ]),
  );
}

/** Lets the simulator predict the part held out from `text`, the scenario learnt from what is before it. */
export async function checkHeldOut(
  held: HeldOut,
  text: string,
  folder: string,
  timezone: string,
  simulation: Simulation,
): Promise<Check> {
  const { range, learnt, observed, closure } = held;
  const file = join(folder, 'held-out.yaml');
  writeFileSync(file, text);
  const { set, replications } = planOfCheck(held, timezone);
  const plan = { kinds: learnt.kinds.map(({ id }) => id), replications };
  const rehearsal = await simulateDays(file, set, plan, 'calibrate.checking', simulation);
  return {
    ...checkCounts(observed, range.from, rehearsal, learnt),
    closure: closure === undefined ? null : checkTimes(closure, rehearsal.closure),
  };
}
