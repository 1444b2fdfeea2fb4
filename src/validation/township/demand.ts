import { mean } from '../../kernel/statistics.ts';
import type { LocalCrews, Shift } from './local.ts';
import type { Call, Watched } from './watch.ts';

/** What one replication of the scenario showed of a township. */
export interface TownshipRecord {
  readonly local: readonly LocalCrews[];
  readonly watched: Watched;
}

/** What reaches the local crews of one community while they are on duty. */
export interface CommunityDemand {
  readonly community: number;
  /** Calls per second on duty of each micro-grid that has any. */
  readonly rates: ReadonlyMap<number, number>;
  readonly rate: number;
  readonly callsPerDay: number;
}

/** The hypercube's input, as the scenario's own run shows it: an analyst would take it from a city's records. */
export interface Demand {
  readonly communities: readonly CommunityDemand[];
  /** Mean seconds that a call keeps a crew, from the order until it is free again, as far as they lie in duty hours. */
  readonly service: number;
  /** Mean seconds from the order until the crew sets out. */
  readonly reaction: number;
  /** Share of calls that the crew sent had found itself and stood beside. */
  readonly onTheSpot: number;
}

/** Calls given out during the shifts of the crew's community. */
export function callsOnDuty({ local, watched }: TownshipRecord): Map<number, Call[]> {
  const communityOf = new Map(local.flatMap(({ community, servers }) => servers.map(({ crew }) => [crew, community])));
  const shiftsOf = new Map(local.map(({ community, shifts }) => [community, shifts]));
  const calls = new Map<number, Call[]>(local.map(({ community }) => [community, []]));
  for (const call of watched.calls) {
    const community = communityOf.get(call.crew) ?? -1;
    if (isWithin(shiftsOf.get(community) ?? [], call.ordered)) calls.get(community)?.push(call);
  }
  return calls;
}

/** Whether a time lies in one of the shifts; `to` no longer does. */
export function isWithin(shifts: readonly Shift[], at: number): boolean {
  return shifts.some(({ from, to }) => at >= from && at < to);
}

/** Seconds in which each crew of a community was engaged during its own shifts; a second counts once. */
export function engagedSpells({ local, watched }: TownshipRecord): Map<number, [from: number, to: number][]> {
  const shiftsOf = new Map<number, Shift[]>();
  for (const { shifts } of local) {
    for (const shift of shifts) {
      for (const { crew } of shift.onDuty) shiftsOf.set(crew, [...(shiftsOf.get(crew) ?? []), shift]);
    }
  }
  const spells = new Map<number, [number, number][]>();
  for (const { crew, ordered, ended } of watched.calls) {
    const until = Number.isNaN(ended) ? Number.POSITIVE_INFINITY : ended;
    const own = spells.get(crew) ?? [];
    for (const { from, to } of shiftsOf.get(crew) ?? []) {
      const last = own.at(-1);
      const begin = Math.max(ordered, from, last?.[1] ?? 0);
      if (begin < Math.min(until, to)) own.push([begin, Math.min(until, to)]);
    }
    spells.set(crew, own);
  }
  return spells;
}

/** Pools what the replications, of so many days each, showed. */
export function demandOf(records: readonly TownshipRecord[], days: number): Demand {
  const counts = new Map<number, Map<number, number>>();
  const seconds = new Map<number, number>();
  const all: Call[] = [];
  let engaged = 0;
  for (const record of records) {
    for (const { community, shifts } of record.local) {
      const time = shifts.reduce((sum, { from, to }) => sum + to - from, 0);
      seconds.set(community, (seconds.get(community) ?? 0) + time);
    }
    for (const [community, calls] of callsOnDuty(record)) {
      const own = counts.get(community) ?? new Map<number, number>();
      for (const { micro } of calls) own.set(micro, (own.get(micro) ?? 0) + 1);
      counts.set(community, own);
      all.push(...calls);
    }
    for (const spells of engagedSpells(record).values()) for (const [from, to] of spells) engaged += to - from;
  }
  const communities = [...seconds].map(([community, time]) => {
    const rates = new Map([...(counts.get(community) ?? [])].map(([micro, number]) => [micro, number / time]));
    const rate = [...rates.values()].reduce((sum, own) => sum + own, 0);
    return { community, rates, rate, callsPerDay: (rate * time) / (days * records.length) };
  });
  const reactions = all.map(({ ordered, accepted }) => accepted - ordered).filter(Number.isFinite);
  return {
    communities,
    service: engaged / all.length,
    reaction: mean(reactions),
    onTheSpot: mean(all.map(({ onTheSpot }) => Number(onTheSpot))),
  };
}
