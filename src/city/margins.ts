import { fitTable } from './fitting.ts';
import type { CityTable } from './fixtures.ts';
import { apportion, roundTable } from './rounding.ts';
import { AGE_BANDS, CLASSES } from './traits.ts';

/** What a unit's arrays must add up to, exactly. */
export interface UnitMargins {
  readonly residents: number;
  readonly familyHouseholds: number;
  readonly familyResidents: number;
  readonly collectiveHouseholds: number;
  readonly collectiveResidents: number;
  /** People by (age band, sex) class, see `traits.ts`. */
  readonly familyClasses: Int32Array;
  readonly collectiveClasses: Int32Array;
}

/**
 * The census's city totals shared out over the units: people of collective households by the units' relative shares
 * [A], the rest live in families; households in proportion to their people; ages and sexes by iterative proportional
 * fitting from starting shares [A] and controlled rounding. The units' residents and every city total are met exactly.
 */
export function unitMargins(table: CityTable): UnitMargins[] {
  const { units, census } = table;
  const collectiveResidents = apportion(
    units.map((unit) => unit.residents * unit.collective),
    census.collectiveResidents.value,
  );
  const familyResidents = units.map((unit, i) => unit.residents - collectiveResidents[i]);
  const familyHouseholds = apportion(familyResidents, census.familyHouseholds.value);
  const collectiveHouseholds = apportion(collectiveResidents, census.collectiveHouseholds.value);
  const classes = unitClasses(table, familyResidents, Array.from(collectiveResidents));
  return units.map((unit, i) => ({
    residents: unit.residents,
    familyHouseholds: familyHouseholds[i],
    familyResidents: familyResidents[i],
    collectiveHouseholds: collectiveHouseholds[i],
    collectiveResidents: collectiveResidents[i],
    ...classes[i],
  }));
}

type Classes = Pick<UnitMargins, 'familyClasses' | 'collectiveClasses'>;

/**
 * Ages and sexes of each unit's people in families and in collective households, out of the census's city totals: iterative
 * proportional fitting from starting shares [A], then controlled rounding, so that every total is met exactly.
 */
export function unitClasses(
  table: Pick<CityTable, 'census' | 'households'> & { readonly units: readonly { readonly older: number }[] },
  familyResidents: readonly number[],
  collectiveResidents: readonly number[],
): Classes[] {
  const { units, census, households } = table;
  const rowSums = units.flatMap((_, i) => [familyResidents[i], collectiveResidents[i]]);
  const cells = rowSums.length * CLASSES;
  const row = (cell: number): number => Math.floor(cell / CLASSES);
  const age = (cell: number): number => cell % AGE_BANDS.length;
  const sex = (cell: number): number => Math.floor((cell % CLASSES) / AGE_BANDS.length);
  const cellsOf = (of: (cell: number) => number): Int32Array =>
    Int32Array.from({ length: cells }, (_, cell) => of(cell));
  const ages = census.ages.value;
  const start = Float64Array.from({ length: cells }, (_, cell) => {
    const collective = row(cell) % 2 === 1;
    const ageShare = collective
      ? households.ageByRole.value.collective[age(cell)]
      : ages[age(cell)] / census.residents.value;
    const older = age(cell) >= 2 ? units[row(cell) >> 1].older : 1;
    const female = households.femaleByAge.value[age(cell)];
    return rowSums[row(cell)] * ageShare * older * (sex(cell) === 1 ? female : 1 - female);
  });
  const fitted = fitTable(start, [
    { group: cellsOf(row), totals: rowSums },
    { group: cellsOf(age), totals: ages },
    { group: cellsOf(sex), totals: [census.males.value, census.females.value] },
  ]);

  const bands = AGE_BANDS.length;
  const both = Float64Array.from({ length: rowSums.length * bands }, (_, i) => {
    const cell = Math.floor(i / bands) * CLASSES + (i % bands);
    return fitted[cell] + fitted[cell + bands];
  });
  const people = roundTable(both, rowSums, ages);
  const bySex = people.length * 2;
  const sexes = roundTable(
    Float64Array.from({ length: bySex }, (_, i) => {
      const group = i >> 1;
      const cell = Math.floor(group / bands) * CLASSES + (group % bands) + (i % 2) * bands;
      return both[group] > 0 ? (people[group] * fitted[cell]) / both[group] : 0;
    }),
    people,
    [census.males.value, census.females.value],
  );
  const classes = (group: number): Int32Array =>
    Int32Array.from({ length: CLASSES }, (_, i) => sexes[(group * bands + (i % bands)) * 2 + Math.floor(i / bands)]);
  return units.map((_, i) => ({ familyClasses: classes(2 * i), collectiveClasses: classes(2 * i + 1) }));
}
