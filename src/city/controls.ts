import type { Control } from './city.ts';
import type { CityTable, Sourced } from './fixtures.ts';
import type { UnitGrids } from './grids.ts';
import type { UnitMargins } from './margins.ts';
import { AGE_BANDS } from './traits.ts';

/** Everything the city is built to meet: what is published or required exactly, then the starting shares [A]. */
export function cityControls(
  table: CityTable,
  grids: readonly UnitGrids[],
  margins: readonly UnitMargins[],
): Control[] {
  const { census, communities, grids: gridFacts, units, households } = table;
  const city = (count: string, fact: Sourced<number>, group = 'city'): Control => ({
    table: group,
    count,
    value: fact.value,
    source: fact.source,
    exact: true,
  });
  const perUnit = (
    group: string,
    count: string,
    value: (unit: number) => number,
    source: (unit: number) => string,
  ): Control[] =>
    units.map(({ id }, unit) => ({
      table: group,
      count,
      unit: id,
      value: value(unit),
      source: source(unit),
      exact: true,
    }));
  const shared = (): string => '[A]';
  const sourceOf = (unit: number, key: 'comprehensive' | 'exclusive' | 'micros'): string =>
    (units[unit][key] === undefined ? undefined : units[unit].gridsSource) ?? shared();
  const gridSource = (unit: number): string =>
    [...new Set([sourceOf(unit, 'comprehensive'), sourceOf(unit, 'exclusive')])].join(', exclusive ');
  const sizes = households.familySizes.value;
  const allSizes = sizes.reduce((sum, share) => sum + share, 0);

  return [
    city('units', { value: units.length, source: '[N]' }),
    city('townships', table.divisions.townships),
    city('communities', table.divisions.communities),
    city('urbanCommunities', communities.urban),
    city('urbanOver3000', communities.urbanOver3000),
    city('urbanOver5000', communities.urbanOver5000),
    city('grids', gridFacts.grids),
    city('exclusiveGrids', gridFacts.exclusive),
    city('microGrids', gridFacts.microGrids),
    city('residents', census.residents),
    city('familyHouseholds', census.familyHouseholds),
    city('familyResidents', census.familyResidents),
    city('collectiveHouseholds', census.collectiveHouseholds),
    city('collectiveResidents', census.collectiveResidents),
    city('males', census.males, 'sex'),
    city('females', census.females, 'sex'),
    ...AGE_BANDS.map((band, age) =>
      city(`age.${band}`, { value: census.ages.value[age], source: census.ages.source }, 'age'),
    ),
    ...perUnit(
      'unit.residents',
      'residents',
      (unit) => units[unit].residents,
      (unit) => units[unit].source,
    ),
    ...perUnit('unit.grids', 'grids', (unit) => grids[unit].comprehensive + grids[unit].exclusive, gridSource),
    ...perUnit(
      'unit.exclusiveGrids',
      'exclusiveGrids',
      (unit) => grids[unit].exclusive,
      (unit) => sourceOf(unit, 'exclusive'),
    ),
    ...perUnit(
      'unit.microGrids',
      'microGrids',
      (unit) => grids[unit].micros,
      (unit) => sourceOf(unit, 'micros'),
    ),
    ...(['familyHouseholds', 'familyResidents', 'collectiveHouseholds', 'collectiveResidents'] as const).flatMap(
      (count) => perUnit(`unit.${count}`, count, (unit) => margins[unit][count], shared),
    ),
    ...AGE_BANDS.flatMap((band, age) =>
      perUnit(
        'unit.age',
        `age.${band}`,
        (unit) => {
          const { familyClasses, collectiveClasses } = margins[unit];
          const bands = AGE_BANDS.length;
          return (
            familyClasses[age] + familyClasses[age + bands] + collectiveClasses[age] + collectiveClasses[age + bands]
          );
        },
        () => '[A] fitted',
      ),
    ),
    ...sizes.map(
      (share, i): Control => ({
        table: 'householdSize',
        count: `familiesOf.${i + 1}`,
        value: (census.familyHouseholds.value * share) / allSizes,
        source: households.familySizes.source,
        exact: false,
      }),
    ),
  ];
}
