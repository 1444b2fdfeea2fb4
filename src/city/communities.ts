import { normalQuantile } from '../kernel/math.ts';
import type { Draws } from '../kernel/random.ts';
import type { Divisions } from './divisions.ts';
import type { CityTable } from './fixtures.ts';
import { PURPOSE } from './purposes.ts';
import { apportion } from './rounding.ts';

/** First three and last nine digits of a community's twelve-digit code: the words of its draws. */
export const codeWords = (code: string): [number, number] => [Number(code.slice(0, 3)), Number(code.slice(3))];

/**
 * Family households of the urban communities, largest first: the quantiles of the lognormal cut at the largest size,
 * taken within the three ranges (up to 3,000; to 5,000; above) so that both tail counts are exact.
 */
function urbanSizes(facts: CityTable['communities']): number[] {
  const logMedian = facts.logMedian.value;
  const sigma = facts.logSigma.value;
  const below = (size: number): number => inverse((Math.log(size) - logMedian) / sigma);
  const over5000 = facts.urbanOver5000.value;
  const over3000 = facts.urbanOver3000.value - over5000;
  const ranges = [
    { number: over5000, from: below(5000), to: below(facts.largest.value), least: 5001 },
    { number: over3000, from: below(3000), to: below(5000), least: 3001 },
    { number: facts.urban.value - over3000 - over5000, from: 0, to: below(3000), least: 1 },
  ];
  return ranges.flatMap(({ number, from, to, least }) =>
    Array.from({ length: number }, (_, i) => {
      const u = to - ((to - from) * (i + 0.5)) / number;
      return Math.max(least, Math.floor(Math.exp(logMedian + sigma * normalQuantile(u))));
    }),
  );
}

/** The standard normal distribution function, by bisection of its inverse. */
function inverse(z: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalQuantile(middle) < z) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Family households of every community, adding up to each unit's. The urban sizes are dealt out from the largest, each
 * to the unit whose open places still need the most households (with some luck for those over 3,000), so that every unit's
 * villages are left about the same number each; within a unit the order is drawn, virtual communities of parks and farms last. What is left goes to the
 * villages and the other residents' committees, at least `leastVillage` each.
 */
export function communityHouseholds(
  table: CityTable,
  divisions: Divisions,
  unitHouseholds: readonly number[],
  draws: Draws,
): Int32Array {
  const facts = table.communities;
  const sizes = urbanSizes(facts);
  const households = new Int32Array(divisions.communities.length);
  const unitOf = divisions.communities.map(({ township }) => divisions.townships[township].unit);
  const members = divisions.units.map((_, unit) => [...unitOf.keys()].filter((c) => unitOf[c] === unit));
  const isUrban = (c: number): boolean => divisions.communities[c].kind === 'urban';
  const urban = members.map((list) => list.filter(isUrban));
  const rural = members.map((list) => list.filter((c) => !isUrban(c)));

  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const mixed = [...urban.keys()].filter((unit) => urban[unit].length > 0);
  const perVillage =
    (sum(mixed.map((unit) => unitHouseholds[unit])) - sum(sizes)) / sum(mixed.map((unit) => rural[unit].length));
  const needs = unitHouseholds.map((number, unit) => number - perVillage * rural[unit].length);
  const dealt: number[][] = urban.map(() => []);
  const need = (unit: number): number => needs[unit] / (urban[unit].length - dealt[unit].length);
  for (const [i, size] of sizes.entries()) {
    const open = mixed.filter((unit) => dealt[unit].length < urban[unit].length);
    const luck = (unit: number): number => (size > 3000 ? 0.4 + 1.2 * draws.uniform(PURPOSE.urbanSize, unit, i, 0) : 1);
    const chances = open.map((unit) => (size > needs[unit] ? -1 : need(unit) * luck(unit)));
    const unit = open[chances.indexOf(Math.max(...chances))];
    dealt[unit].push(size);
    needs[unit] -= size;
  }

  for (let unit = 0; unit < divisions.units.length; unit++) {
    const order = new Map(
      urban[unit].map((c) => {
        const { code, name } = divisions.communities[c];
        const [high, low] = codeWords(code);
        return [c, draws.uniform(PURPOSE.communityOrder, high, low, 0) + (name.includes('虚拟') ? 1 : 0)];
      }),
    );
    const drawn = [...order].sort((a, b) => a[1] - b[1]).map(([c]) => c);
    for (const [i, c] of drawn.entries()) households[c] = dealt[unit][i];
    const left = unitHouseholds[unit] - sum(dealt[unit]);
    const weights = rural[unit].map((c) => {
      const [high, low] = codeWords(divisions.communities[c].code);
      return Math.exp(facts.villageSpread.value * normalQuantile(draws.uniform(PURPOSE.villageSize, high, low, 0)));
    });
    const parts = apportion(weights, left, facts.leastVillage.value);
    for (const [i, c] of rural[unit].entries()) households[c] = parts[i];
  }
  return households;
}
