import type { SpatialAnswer, SpatialQueue } from '../theory/hypercube.ts';
import type { Beats } from './beats.ts';
import type { CommunityDemand, Demand, TownshipRecord } from './demand.ts';
import { type Reading, ReadingSums } from './figures.ts';
import type { Server } from './local.ts';

/** One set of servers on duty in a community: a spatial queue of its own, and for how many seconds it is theirs. */
export interface Situation {
  readonly demand: CommunityDemand;
  readonly onDuty: readonly Server[];
  /** Rates in calls per mean service. */
  readonly queue: SpatialQueue;
  seconds: number;
}

/** The queues that the shifts of all replications come to: same servers, same queue. */
export function situationsOf(records: readonly TownshipRecord[], demand: Demand, beats: Beats): Situation[] {
  const found = new Map<string, Situation>();
  const ofCommunity = new Map(demand.communities.map((own) => [own.community, own]));
  for (const { community, shifts } of records.flatMap(({ local }) => local)) {
    for (const { from, to, onDuty } of shifts) {
      const key = `${community} ${onDuty.map((server) => server.key).join(' ')}`;
      const own = ofCommunity.get(community);
      if (own === undefined) continue;
      const rates = new Map([...own.rates].map(([micro, rate]) => [micro, rate * demand.service]));
      const situation = found.get(key) ?? {
        demand: own,
        onDuty,
        queue: { servers: onDuty.length, serviceRate: 1, atoms: beats.atoms(rates, onDuty) },
        seconds: 0,
      };
      situation.seconds += to - from;
      found.set(key, situation);
    }
  }
  return [...found.values()];
}

/** What the answers to the situations' queues mean for the township. Without calls a community has idle crews. */
export function readingOf(
  situations: readonly Situation[],
  answers: readonly (SpatialAnswer | undefined)[],
  { reaction, onTheSpot, communities }: Demand,
  beats: Beats,
): Reading {
  const sums = new ReadingSums();
  situations.forEach(({ demand, onDuty, seconds }, i) => {
    const answer = answers[i];
    const { community } = demand;
    onDuty.forEach(({ key }, j) => {
      sums.crew(community, key, seconds, (answer?.workloads[j] ?? 0) * seconds);
    });
    sums.shift(community, seconds, (answer?.waiting ?? 0) * seconds);
    if (answer === undefined) return;
    const calls = demand.rate * seconds;
    let outside = 0;
    let travel = 0;
    [...demand.rates.keys()].forEach((micro, atom) => {
      onDuty.forEach((server, j) => {
        const share = answer.dispatches[atom][j];
        if (!beats.isOwn(server, micro)) outside += share;
        travel += share * (onTheSpot * beats.onTheSpot(micro) + (1 - onTheSpot) * beats.seconds(server, micro));
      });
    });
    sums.calls(community, calls, calls * outside);
    sums.arrivals(community, calls, calls * travel, calls * (travel + reaction));
  });
  return sums.reading(new Map(communities.map(({ community, rate }) => [community, rate])));
}
