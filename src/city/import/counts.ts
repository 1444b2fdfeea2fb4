import { apportion } from '../rounding.ts';
import { PEOPLE_PER_FAMILY } from './assumed.ts';
import type { Census } from './census.ts';
import type { Problems } from './problems.ts';
import type { Branch } from './tree.ts';

/** Residents and family households of every area, by code. */
export interface Counts {
  readonly residents: ReadonlyMap<string, number>;
  readonly households: ReadonlyMap<string, number>;
}

type Key = 'residents' | 'households';

/** Below this a city is too small for the shares that fill it. */
const FEWEST_RESIDENTS = 500;

/**
 * Every area's residents and family households. What is given must add up: the parts to the whole, and all to the census.
 * What an area does not say is what is in it; what is given for the whole only is shared among its parts, residents by
 * households (or evenly), households by residents. A city that tells only one of both has 2.57 people to a family [S1].
 */
export function resolveCounts(
  roots: readonly Branch[],
  census: Census,
  file: string,
  problems: Problems,
): Counts | undefined {
  const given = { residents: totalResidents(census), households: census.familyHouseholds ?? sum(census.familySizes) };
  const known = { residents: new Map<string, number>(), households: new Map<string, number>() };
  const before = problems.list.length;
  const whole = { where: file, code: '' };
  const totals = {
    residents: addUp(roots, given.residents, 'residents', known.residents, whole, problems),
    households: addUp(roots, given.households, 'households', known.households, whole, problems),
  };
  if (problems.list.length > before) return undefined;
  if (totals.residents === undefined && totals.households === undefined) {
    problems.add({ where: file }, 'cityImport.noCounts');
    return undefined;
  }
  const collective = census.collectiveResidents ?? 0;
  const residents = totals.residents ?? Math.round((totals.households ?? 0) * PEOPLE_PER_FAMILY) + collective;
  const families =
    totals.households ?? Math.round((census.familyResidents ?? residents - collective) / PEOPLE_PER_FAMILY);
  if (residents < FEWEST_RESIDENTS) {
    problems.add({ where: file }, 'cityImport.tooFewPeople', { residents, least: FEWEST_RESIDENTS });
    return undefined;
  }
  const weight = (code: string, exclusive: boolean): number => (exclusive ? 0 : (known.households.get(code) ?? 1));
  const all = { residents: new Map<string, number>(), households: new Map<string, number>() };
  share(roots, residents, known.residents, all.residents, weight);
  share(roots, families, known.households, all.households, (code, exclusive) =>
    exclusive ? 0 : (all.residents.get(code) ?? 0),
  );
  return all;
}

const sum = (numbers: readonly number[] | undefined): number | undefined =>
  numbers?.reduce((total, number) => total + number, 0);

/** All residents of a census, by the first of its tables that tells. */
function totalResidents(census: Census): number | undefined {
  const { residents, familyResidents, collectiveResidents, males, females, ages } = census;
  const both = (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined || b === undefined ? undefined : a + b;
  return residents ?? both(familyResidents, collectiveResidents) ?? both(males, females) ?? sum(ages);
}

/** What is known of a whole and its parts; tells where they disagree. */
function addUp(
  parts: readonly Branch[],
  given: number | undefined,
  key: Key,
  known: Map<string, number>,
  place: { where: string; code: string },
  problems: Problems,
): number | undefined {
  const found = parts.map(({ area, inside }) => {
    const number = addUp(inside, area[key], key, known, area, problems);
    if (number !== undefined) known.set(area.code, number);
    return number;
  });
  if (parts.length === 0) return given;
  const total = found.reduce<number>((whole, number) => whole + (number ?? 0), 0);
  const whole = found.every((number) => number !== undefined);
  if (given === undefined) return whole ? total : undefined;
  if (whole ? total !== given : total > given) {
    const message =
      place.code === '' ? (`cityImport.censusSum.${key}` as const) : (`cityImport.partsSum.${key}` as const);
    problems.add(place, message, { sum: total, total: given, difference: total - given });
  }
  return given;
}

/** Hands the whole down to the parts that do not say. */
function share(
  parts: readonly Branch[],
  total: number,
  known: ReadonlyMap<string, number>,
  into: Map<string, number>,
  weight: (code: string, exclusive: boolean) => number,
): void {
  const open = parts.filter(({ area }) => !known.has(area.code));
  const rest = parts.reduce((left, { area }) => left - (known.get(area.code) ?? 0), total);
  const weights = open.map(({ area }) => weight(area.code, area.kind === 'exclusive'));
  const even = weights.every((number) => number === 0);
  const shares = apportion(even ? weights.map(() => 1) : weights, open.length === 0 ? 0 : rest);
  let next = 0;
  for (const { area, inside } of parts) {
    const number = known.get(area.code) ?? shares[next++];
    into.set(area.code, number);
    share(inside, number, known, into, weight);
  }
}
