import { setImmediate } from 'node:timers/promises';
import type { City } from '../../city/city.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { ENGINE } from '../engine.ts';
import { MOST_EXACT_SERVERS, type SpatialAnswer } from '../theory/hypercube.ts';
import { Beats } from './beats.ts';
import { type Demand, demandOf, type TownshipRecord } from './demand.ts';
import { type Facts, factsOf } from './facts.ts';
import { type PooledReading, pooled, type Reading } from './figures.ts';
import type { Server } from './local.ts';
import { readingOf, type Situation, situationsOf } from './opinion.ts';
import { simulatedReading } from './simulated.ts';
import { isOverloaded, overloadedAnswer, played, solved } from './solve.ts';

/** Parts that the engine's play of the hypercube comes in, and customers of all situations and parts together, [A]. */
const BATCHES = 8;
const CUSTOMERS = 160_000;
const LEAST_CUSTOMERS = 50;

/** A township three times over: as the hypercube has it, as the engine plays the hypercube, and as the scenario runs. */
export interface SecondOpinion {
  readonly township: number;
  readonly replications: number;
  readonly demand: Demand;
  readonly hypercube: Reading;
  /** The engine with the hypercube's own assumptions. */
  readonly engine: PooledReading;
  /** The whole scenario, with intervals over its replications. */
  readonly scenario: PooledReading;
  readonly crews: readonly Server[];
  /** Mean number of crews on duty by community. */
  readonly onDuty: ReadonlyMap<number, number>;
  readonly facts: Facts;
  /** Communities solved by Larson's approximation, as more than 12 of theirs are on duty. */
  readonly approximated: number;
  /** Share of the calls that come while more come than those on duty can serve. */
  readonly overloaded: number;
}

/** No call reached a local crew: there is nothing to compare. */
export class NoCallsError extends Error {
  override readonly name = 'NoCallsError';
}

/** Compares what replications of the scenario showed of a township with Larson's hypercube. Throws NoCallsError where they showed no call. */
export async function secondOpinion(
  scenario: Scenario,
  city: City,
  township: number,
  records: readonly TownshipRecord[],
): Promise<SecondOpinion> {
  const demand = demandOf(records, scenario.horizon.days);
  if (Number.isNaN(demand.onTheSpot)) throw new NoCallsError();
  const beats = new Beats(scenario, city);
  const situations = situationsOf(records, demand, beats);
  const solutions = situations.map(({ demand: own, queue }) => {
    if (own.rate === 0) return undefined;
    return isOverloaded(queue) ? overloadedAnswer(queue) : solved(queue);
  });
  const parts = await playAll(situations, scenario.seed);
  const weights = new Map(demand.communities.map(({ community, rate }) => [community, rate]));
  const beyond = situations.filter(({ onDuty }) => onDuty.length > MOST_EXACT_SERVERS);
  return {
    township,
    replications: records.length,
    demand,
    hypercube: readingOf(situations, solutions, demand, beats),
    engine: pooled(parts.map((answers) => readingOf(situations, answers, demand, beats))),
    scenario: pooled(records.map((record) => simulatedReading(record, beats, weights))),
    crews: crewsOf(records),
    onDuty: meanOnDuty(situations),
    facts: factsOf(records),
    approximated: new Set(beyond.map(({ demand: own }) => own.community)).size,
    overloaded: shareOverloaded(situations),
  };
}

/** Answers of the engine: of each part, to each situation. Where calls outrun the servers there is nothing to play. */
async function playAll(situations: readonly Situation[], seed: string): Promise<(SpatialAnswer | undefined)[][]> {
  const calls = situations.map(({ demand, seconds }) => demand.rate * seconds);
  const all = calls.reduce((sum, number) => sum + number, 0);
  const parts: (SpatialAnswer | undefined)[][] = Array.from({ length: BATCHES }, () => []);
  for (const [i, { queue }] of situations.entries()) {
    const customers = Math.max(LEAST_CUSTOMERS, Math.round((CUSTOMERS / BATCHES) * (calls[i] / all)));
    const context = { seed: `${seed} second opinion`, piece: i, engine: ENGINE };
    const answers = calls[i] === 0 ? [] : isOverloaded(queue) ? [] : await played(queue, BATCHES, customers, context);
    parts.forEach((part, b) => {
      part.push(answers[b] ?? (calls[i] === 0 ? undefined : overloadedAnswer(queue)));
    });
    await setImmediate();
  }
  return parts;
}

/** Everybody who served in some replication. */
function crewsOf(records: readonly TownshipRecord[]): Server[] {
  const servers = records.flatMap(({ local }) => local.flatMap((own) => own.servers));
  return [...new Map(servers.map((server) => [server.key, server])).values()];
}

function meanOnDuty(situations: readonly Situation[]): Map<number, number> {
  const sums = new Map<number, { seconds: number; crews: number }>();
  for (const { demand, onDuty, seconds } of situations) {
    const own = sums.get(demand.community) ?? { seconds: 0, crews: 0 };
    own.seconds += seconds;
    own.crews += seconds * onDuty.length;
    sums.set(demand.community, own);
  }
  return new Map([...sums].map(([community, { seconds, crews }]) => [community, crews / seconds]));
}

function shareOverloaded(situations: readonly Situation[]): number {
  const calls = (chosen: readonly Situation[]) =>
    chosen.reduce((sum, { demand, seconds }) => sum + demand.rate * seconds, 0);
  return calls(situations.filter(({ queue }) => isOverloaded(queue))) / calls(situations);
}
