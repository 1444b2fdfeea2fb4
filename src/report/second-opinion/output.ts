import { z } from 'zod';
import type { City } from '../../city/city.ts';
import type { Interval } from '../../kernel/statistics.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { FIGURES, type Figure } from '../../validation/township/figures.ts';
import type { SecondOpinion } from '../../validation/township/second-opinion.ts';

/** A mean with its 95 % interval; null where there is none, e.g. of a community without calls. */
const interval = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
const compared = z.strictObject({
  /** Larson's hypercube: exact up to 12 crews on duty, his approximation beyond. */
  hypercube: z.number().nullable(),
  /** The engine under the hypercube's assumptions; interval over parts of the run. */
  engine: interval,
  /** The whole scenario; interval over replications. */
  scenario: interval,
});
const figures = z.strictObject(
  Object.fromEntries(FIGURES.map((figure) => [figure, compared])) as Record<Figure, typeof compared>,
);
const names = z.strictObject({ en: z.string(), zh: z.string() });

/** What `validate --township --json` prints. Times in seconds, shares in [0, 1]. */
export const secondOpinionOutputSchema = z.strictObject({
  scenario: z.string(),
  seed: z.string(),
  /** The dispatch policy that the preferences follow. */
  policy: z.string(),
  replications: z.int(),
  days: z.int(),
  township: z.strictObject({ code: z.string(), name: z.string(), unit: names }),
  /** What both sides start from, as the scenario's run shows it. */
  demand: z.strictObject({
    /** Calls of local crews in a day's duty hours. */
    callsPerDay: z.number(),
    serviceSeconds: z.number(),
    reactionSeconds: z.number(),
    onTheSpot: z.number(),
  }),
  figures,
  communities: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      /** Mean number of crews on duty. */
      onDuty: z.number(),
      callsPerDay: z.number(),
      figures,
    }),
  ),
  crews: z.array(
    z.strictObject({
      community: z.string(),
      /** Number of its grid within the community, from 1; null for the community's staff. */
      grid: z.int().nullable(),
      /** Which of them, from 1. */
      number: z.int(),
      workload: compared,
    }),
  ),
  /** How far the scenario is from what the hypercube takes for granted. */
  facts: z.strictObject({
    burstiness: z.number().nullable(),
    atShiftStart: z.number(),
    serviceScv: z.number().nullable(),
    byOthers: z.number(),
    checks: z.number(),
    interrupted: z.number(),
    chores: z.number(),
  }),
  /** Communities with more than 12 crews on duty. */
  approximated: z.int(),
  /** Share of the calls that come while more come than the crews on duty can serve. */
  overloaded: z.number(),
});
export type SecondOpinionOutput = z.infer<typeof secondOpinionOutputSchema>;
export type Compared = z.infer<typeof compared>;

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
const intervalOf = (own: Interval | undefined) => ({
  value: finite(own?.value),
  low: finite(own?.low ?? undefined),
  high: finite(own?.high ?? undefined),
});

/** A second opinion for other programs. */
export function secondOpinionOutput(opinion: SecondOpinion, scenario: Scenario, city: City): SecondOpinionOutput {
  const { demand, hypercube, engine, scenario: whole, facts } = opinion;
  const { code, name } = city.townships[opinion.township];
  const perDay = new Map(demand.communities.map((own) => [own.community, own.callsPerDay]));
  const compare = (own: number | undefined, played?: Interval, run?: Interval): Compared => ({
    hypercube: finite(own),
    engine: intervalOf(played),
    scenario: intervalOf(run),
  });
  const all = (of: (figure: Figure) => Compared) =>
    Object.fromEntries(FIGURES.map((figure) => [figure, of(figure)])) as Record<Figure, Compared>;
  return {
    scenario: scenario.name,
    seed: scenario.seed,
    policy: scenario.backend.policy,
    replications: opinion.replications,
    days: scenario.horizon.days,
    township: { code, name, unit: city.units[city.townshipUnit[opinion.township]].name },
    demand: {
      callsPerDay: [...perDay.values()].reduce((sum, number) => sum + number, 0),
      serviceSeconds: demand.service,
      reactionSeconds: demand.reaction,
      onTheSpot: demand.onTheSpot,
    },
    figures: all((f) => compare(hypercube.township[f], engine.township[f], whole.township[f])),
    communities: demand.communities.map(({ community }) => ({
      code: city.communities[community].code,
      name: city.communities[community].name,
      onDuty: opinion.onDuty.get(community) ?? 0,
      callsPerDay: perDay.get(community) ?? 0,
      figures: all((f) =>
        compare(
          hypercube.communities.get(community)?.[f],
          engine.communities.get(community)?.[f],
          whole.communities.get(community)?.[f],
        ),
      ),
    })),
    crews: opinion.crews.map(({ key, community, grid, ordinal }) => ({
      community: city.communities[community].code,
      grid: grid < 0 ? null : grid - city.communityGrids[community] + 1,
      number: ordinal + 1,
      workload: compare(hypercube.crews.get(key), engine.crews.get(key), whole.crews.get(key)),
    })),
    facts: { ...facts, burstiness: finite(facts.burstiness), serviceScv: finite(facts.serviceScv) },
    approximated: opinion.approximated,
    overloaded: opinion.overloaded,
  };
}
