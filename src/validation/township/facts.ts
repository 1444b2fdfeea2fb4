import { mean, variance } from '../../kernel/statistics.ts';
import { HOUR } from '../../kernel/time.ts';
import { callsOnDuty, isWithin, type TownshipRecord } from './demand.ts';
import type { Shift } from './local.ts';

/** What is given out so soon after a shift begins has waited for it. */
const AT_ONCE = 60;

/** How far the scenario is from what the hypercube takes for granted. */
export interface Facts {
  /** Variance over mean of the communities' hourly counts of calls; 1 if they came evenly by chance. */
  readonly burstiness: number;
  /** Share of calls given out in the first minute of a shift: they came before it. */
  readonly atShiftStart: number;
  /** Squared coefficient of variation of the time that a call keeps a crew; 1 if exponential. */
  readonly serviceScv: number;
  /** Share of the orders in these hours that go to liaisons and volunteers. */
  readonly byOthers: number;
  /** Share of calls that are checks of work done, which the embedded backend gives to somebody else than who did it. */
  readonly checks: number;
  /** Share of calls that a severer one interrupted. */
  readonly interrupted: number;
  /** Share of the time on duty that goes to errands and to tasks of other offices. */
  readonly chores: number;
}

/** Over all replications together; NaN for what never came about. */
export function factsOf(records: readonly TownshipRecord[]): Facts {
  const calls = records.map(callsOnDuty);
  const all = calls.flatMap((own) => [...own.values()].flat());
  const lengths = all.map(({ ordered, ended }) => ended - ordered).filter(Number.isFinite);
  const ofOthers = records.reduce((sum, { local, watched }) => {
    const shifts = local.flatMap((own) => own.shifts);
    return sum + watched.ofOthers.filter((at) => isWithin(shifts, at)).length;
  }, 0);
  return {
    burstiness: burstiness(records, calls),
    atShiftStart: mean(records.flatMap((record, r) => waitedForShift(record, calls[r]))),
    serviceScv: variance(lengths) / mean(lengths) ** 2,
    byOthers: ofOthers / (ofOthers + all.length),
    checks: mean(all.map(({ isCheck }) => Number(isCheck))),
    interrupted: mean(all.map(({ interrupted }) => Number(interrupted))),
    chores: shareOfChores(records),
  };
}

type Calls = ReturnType<typeof callsOnDuty>;

function waitedForShift({ local }: TownshipRecord, calls: Calls): number[] {
  return local.flatMap(({ community, shifts }) =>
    (calls.get(community) ?? []).map(({ ordered }) =>
      Number(shifts.some(({ from }) => ordered >= from && ordered < from + AT_ONCE)),
    ),
  );
}

function burstiness(records: readonly TownshipRecord[], calls: readonly Calls[]): number {
  let squares = 0;
  let expected = 0;
  for (const { community } of records[0]?.local ?? []) {
    const counts = records.flatMap(({ local }, r) => {
      const shifts = local.find((own) => own.community === community)?.shifts ?? [];
      return shifts.flatMap((shift) => hourlyCounts(shift, calls[r].get(community) ?? []));
    });
    const own = mean(counts);
    if (counts.length < 2 || own === 0) continue;
    squares += variance(counts);
    expected += own;
  }
  return squares / expected;
}

/** Counts of a shift's whole hours. */
function hourlyCounts({ from, to }: Shift, calls: readonly { readonly ordered: number }[]): number[] {
  const counts = new Array<number>(Math.floor((to - from) / HOUR)).fill(0);
  for (const { ordered } of calls) {
    const hour = Math.floor((ordered - from) / HOUR);
    if (hour >= 0 && hour < counts.length) counts[hour]++;
  }
  return counts;
}

function shareOfChores(records: readonly TownshipRecord[]): number {
  let chores = 0;
  let onDuty = 0;
  for (const { local, watched } of records) {
    for (const shift of local.flatMap((own) => own.shifts)) {
      onDuty += (shift.to - shift.from) * shift.onDuty.length;
      const crews = new Set(shift.onDuty.map(({ crew }) => crew));
      for (const [crew, from, to] of watched.chores)
        if (crews.has(crew)) chores += Math.max(0, Math.min(to, shift.to) - Math.max(from, shift.from));
    }
  }
  return chores / onDuty;
}
