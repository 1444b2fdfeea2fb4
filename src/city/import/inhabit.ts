import type { Draws } from '../../kernel/random.ts';
import type { CityArrays } from '../city.ts';
import { sizeCounts } from '../fitting.ts';
import { unitClasses } from '../margins.ts';
import { populateUnit } from '../residents.ts';
import { cascade } from '../rounding.ts';
import type { Group } from './people.ts';
import type { Place } from './places.ts';
import { exactSizes } from './sizes.ts';
import type { ImportTable } from './table.ts';

/** Micro-grids `from .. to - 1`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The census contradicts the areas in a way that only shows when they are fitted to each other. */
export class ContradictoryMargins extends Error {
  override readonly name = 'ContradictoryMargins';
}

/** Which micro-grids each group's people live in. */
export function groupSpans(groups: readonly Group[], micros: readonly Place[]): Span[] {
  const spans = groups.map(() => ({ from: Number.POSITIVE_INFINITY, to: 0 }));
  for (const [micro, { group }] of micros.entries()) {
    if (group === undefined) continue;
    spans[group].from = Math.min(spans[group].from, micro);
    spans[group].to = micro + 1;
  }
  return spans;
}

/** Collective households among the micro-grids of a group, by families, or evenly where there are none. */
export function shareCollectives(number: number, micros: readonly Place[]): Int32Array {
  const weights = micros.map(({ families }) => families);
  return cascade(weights.every((weight) => weight === 0) ? weights.map(() => 1) : weights, number);
}

/**
 * Fills in households and residents: each group's families, people and (where the census tells them) all family sizes
 * exact, ages and sexes dealt out in each unit from the city's totals. Throws ContradictoryMargins where that cannot be.
 */
export function fillPeople(
  groups: readonly Group[],
  sizes: readonly number[] | undefined,
  table: ImportTable,
  spans: readonly Span[],
  arrays: CityArrays,
  draws: Draws,
): void {
  const { familySizes, collectiveSizes } = table.households;
  const families =
    sizes === undefined
      ? groups.map((group) => sizeCounts(familySizes.value, group.families, group.familyResidents))
      : exactSizes(sizes, groups);
  if (families === undefined) throw new ContradictoryMargins('householdSize');
  const members = groups.map((group, i) => ({
    ...group,
    ...spans[i],
    unit: unitAt(arrays, spans[i].from),
    familySizes: families[i],
    collectiveSizes: sizeCounts(collectiveSizes.value, group.collectives, group.collectiveResidents),
  }));
  const units = Array.from({ length: arrays.unitX.length }, (_, unit) =>
    members.filter((group) => group.unit === unit).sort((a, b) => a.from - b.from),
  );
  const sum = (of: (group: Group) => number): number[] =>
    units.map((own) => own.reduce((total, group) => total + of(group), 0));
  try {
    const classes = unitClasses(
      { ...table, units: units.map(() => ({ older: 1 })) },
      sum(({ familyResidents }) => familyResidents),
      sum(({ collectiveResidents }) => collectiveResidents),
    );
    for (const [unit, own] of units.entries()) {
      populateUnit(table.households, classes[unit], unit, own, arrays, draws);
    }
  } catch (error) {
    throw new ContradictoryMargins('age sex', { cause: error });
  }
}

function unitAt({ gridCommunity, microGrid, communityTownship, townshipUnit }: CityArrays, micro: number): number {
  return townshipUnit[communityTownship[gridCommunity[microGrid[micro]]]];
}
