import { apportion, cascade } from '../rounding.ts';
import { LARGEST_COLLECTIVE, PEOPLE_PER_COLLECTIVE } from './assumed.ts';
import type { Census } from './census.ts';
import type { Counts } from './counts.ts';
import type { Place, Problems } from './problems.ts';
import type { Branch } from './tree.ts';

/** The people of one of the smallest areas that the files name. */
export interface Group {
  readonly code: string;
  readonly where: string;
  readonly residents: number;
  readonly families: number;
  readonly familyResidents: number;
  readonly collectives: number;
  readonly collectiveResidents: number;
}

/** City totals, those that the census leaves out completed. */
export interface Totals {
  readonly residents: number;
  readonly families: number;
  readonly familyResidents: number;
  readonly collectives: number;
  readonly collectiveResidents: number;
}

/** The smallest areas of the tree, in its order. */
function leaves(branches: readonly Branch[]): Branch[] {
  return branches.flatMap((branch) => (branch.inside.length === 0 ? [branch] : leaves(branch.inside)));
}

/**
 * Shares the city's people of collective households over its smallest areas: those with residents but no family have
 * nobody else; the others have theirs in proportion to residents. The rest live in families.
 */
export function groupPeople(
  roots: readonly Branch[],
  counts: Counts,
  census: Census,
  largestFamily: number,
  file: string,
  problems: Problems,
): { groups: Group[]; totals: Totals } | undefined {
  const found = leaves(roots).map(({ area }) => ({
    code: area.code,
    where: area.where,
    residents: counts.residents.get(area.code) ?? 0,
    families: counts.households.get(area.code) ?? 0,
  }));
  const before = problems.list.length;
  const totals = completeTotals(found, census, file, problems);
  if (problems.list.length > before) return undefined;
  const only = found.map(({ residents, families }) => families === 0 && residents > 0);
  const apart = found.reduce((sum, { residents }, i) => sum + (only[i] ? residents : 0), 0);
  const mean = totals.collectives === 0 ? PEOPLE_PER_COLLECTIVE : totals.collectiveResidents / totals.collectives;
  const own = found.map(({ residents }, i) =>
    only[i]
      ? Math.min(residents, Math.max(Math.ceil(residents / LARGEST_COLLECTIVE), Math.round(residents / mean)))
      : 0,
  );
  const ownSum = own.reduce((sum, number) => sum + number, 0);
  const people = totals.collectiveResidents - apart;
  const households = totals.collectives - ownSum;
  const place: Place = { where: file, code: 'people collective' };
  if (people < 0 || households < 0 || people < households || people > households * LARGEST_COLLECTIVE) {
    problems.add(place, 'cityImport.collective', {
      people: totals.collectiveResidents,
      households: totals.collectives,
      apart,
    });
    return undefined;
  }
  const weights = found.map(({ residents }, i) => (only[i] ? 0 : residents));
  const homes = households === 0 ? new Int32Array(found.length) : apportion(weights, households);
  const members = people === 0 ? new Int32Array(found.length) : cascade(homes, people);
  const groups = found.map((group, i): Group => {
    const collectiveResidents = only[i] ? group.residents : members[i];
    const familyResidents = group.residents - collectiveResidents;
    if (familyResidents < group.families || familyResidents > group.families * largestFamily) {
      const values = { households: group.families, people: familyResidents, largest: largestFamily };
      problems.add(group, 'cityImport.familySize', values);
    }
    return { ...group, familyResidents, collectiveResidents, collectives: only[i] ? own[i] : homes[i] };
  });
  return problems.list.length > before ? undefined : { groups, totals };
}

/** Tells where the census's own tables disagree, and completes them. */
function completeTotals(
  found: readonly { residents: number; families: number }[],
  census: Census,
  file: string,
  problems: Problems,
): Totals {
  const residents = found.reduce((sum, group) => sum + group.residents, 0);
  const families = found.reduce((sum, group) => sum + group.families, 0);
  const only = found.reduce((sum, group) => sum + (group.families === 0 ? group.residents : 0), 0);
  const { males, females, ages, familySizes, familyHouseholds } = census;
  const collectiveResidents =
    census.collectiveResidents ?? (census.familyResidents === undefined ? only : residents - census.familyResidents);
  const agree = (table: string, sum: number | undefined, total: number): void => {
    if (sum === undefined || sum === total) return;
    problems.add({ where: file, code: table }, 'cityImport.tableSum', { sum, total });
  };
  const add = (...numbers: readonly (number | undefined)[]): number | undefined =>
    numbers.reduce<number | undefined>((sum, n) => (sum === undefined || n === undefined ? undefined : sum + n), 0);
  agree('people', add(census.familyResidents, census.collectiveResidents), residents);
  agree('sex', add(males, females), residents);
  agree('age', ages && add(...ages), residents);
  agree('householdSize', familySizes && add(...familySizes), familyHouseholds ?? families);
  if (males !== undefined && males > residents) agree('sex', males, residents);
  if (females !== undefined && females > residents) agree('sex', females, residents);
  if (collectiveResidents < 0) agree('people', census.familyResidents, residents);
  const least = Math.max(
    Math.ceil(collectiveResidents / LARGEST_COLLECTIVE),
    Math.round(collectiveResidents / PEOPLE_PER_COLLECTIVE),
  );
  return {
    residents,
    families,
    familyResidents: residents - collectiveResidents,
    collectives: census.collectiveHouseholds ?? least,
    collectiveResidents,
  };
}
