import type { Control } from '../city.ts';
import { AGE_BANDS } from '../traits.ts';
import type { Level } from './area.ts';
import type { Place } from './places.ts';
import type { ImportTable } from './table.ts';

/** Everything that an imported city is built to meet: the census, every count of every area, and how many places there are. */
export function importControls(
  units: readonly Place[],
  table: ImportTable,
  sizes: readonly number[] | undefined,
  ids: readonly string[],
): Control[] {
  const { census } = table;
  const exact = (group: string, count: string, value: number, source: string): Control => ({
    table: group,
    count,
    value,
    source,
    exact: true,
  });
  const levels = placesByLevel(units);
  const number = (count: string, level: Level): Control =>
    exact(
      'city',
      count,
      levels[level].length,
      levels[level].every(({ area }) => area !== undefined) ? '[areas]' : '[D]',
    );
  const margins = [
    'residents',
    'familyHouseholds',
    'familyResidents',
    'collectiveHouseholds',
    'collectiveResidents',
  ] as const;
  const shares = table.households.familySizes;
  const allShares = shares.value.reduce((sum, share) => sum + share, 0);
  return [
    number('units', 'unit'),
    number('townships', 'township'),
    number('communities', 'community'),
    number('grids', 'grid'),
    number('microGrids', 'microGrid'),
    ...margins.map((count) => exact('city', count, census[count].value, census[count].source)),
    exact('sex', 'males', census.males.value, census.males.source),
    exact('sex', 'females', census.females.value, census.females.source),
    ...AGE_BANDS.map((band, age) => exact('age', `age.${band}`, census.ages.value[age], census.ages.source)),
    ...areaControls(levels, ids),
    ...(sizes ?? shares.value).map(
      (value, i): Control => ({
        table: 'householdSize',
        count: `familiesOf.${i + 1}`,
        value: sizes === undefined ? (census.familyHouseholds.value * value) / allShares : value,
        source: sizes === undefined ? shares.source : '[census]',
        exact: sizes !== undefined,
      }),
    ),
  ];
}

function placesByLevel(units: readonly Place[]): Record<Level, Place[]> {
  const levels: Record<Level, Place[]> = { unit: [], township: [], community: [], grid: [], microGrid: [] };
  const walk = (place: Place): void => {
    levels[place.level].push(place);
    place.inside.forEach(walk);
  };
  units.forEach(walk);
  return levels;
}

/** The counts that the files give for areas, level by level. */
function areaControls(levels: Readonly<Record<Level, readonly Place[]>>, ids: readonly string[]): Control[] {
  const counts = { residents: 'residents', households: 'familyHouseholds' } as const;
  return (Object.keys(levels) as Level[]).flatMap((level) =>
    (['residents', 'households'] as const).flatMap((key) =>
      levels[level].flatMap(({ area }, index): Control[] => {
        const value = area?.[key];
        if (value === undefined) return [];
        const where = level === 'unit' ? { unit: ids[index] } : { place: { level, index } };
        return [
          { table: `${level}.${counts[key]}`, count: counts[key], ...where, value, source: '[areas]', exact: true },
        ];
      }),
    ),
  );
}
