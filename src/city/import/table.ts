import type { CityTable, Sourced } from '../fixtures.ts';
import { apportion } from '../rounding.ts';
import { AS_YANGZHOU } from './assumed.ts';
import type { Census } from './census.ts';
import type { Totals } from './people.ts';

/** What the filling of a city needs to know beside its areas: census margins, household shares, shops and visitors. */
export type ImportTable = Pick<CityTable, 'census' | 'households' | 'activity'>;

const CENSUS = '[census]';

/**
 * The table of an imported city: the census where it speaks, otherwise the shares of `model` (Yangzhou), labelled so, its
 * day visitors in proportion to residents.
 */
export function importTable(census: Census, totals: Totals, model: CityTable, exclusives: boolean): ImportTable {
  const own = (value: number, known: boolean, otherwise: string): Sourced<number> => ({
    value,
    source: known ? CENSUS : otherwise,
  });
  const assumed = <T>({ value }: Sourced<T>): Sourced<T> => ({ value, source: AS_YANGZHOU });
  const { residents } = totals;
  const people = model.census.residents.value;
  const females =
    census.females ??
    (census.males === undefined
      ? apportionOf(model.census.females.value, people, residents)
      : residents - census.males);
  const { households, activity } = model;
  const largest = census.familySizes;
  return {
    census: {
      residents: own(residents, census.residents !== undefined, '[areas]'),
      familyHouseholds: own(totals.families, census.familyHouseholds !== undefined || largest !== undefined, '[areas]'),
      familyResidents: own(
        totals.familyResidents,
        census.familyResidents !== undefined || census.collectiveResidents !== undefined,
        '[D]',
      ),
      collectiveHouseholds: own(totals.collectives, census.collectiveHouseholds !== undefined, AS_YANGZHOU),
      collectiveResidents: own(
        totals.collectiveResidents,
        census.collectiveResidents !== undefined || census.familyResidents !== undefined,
        '[D]',
      ),
      males: own(residents - females, census.males !== undefined || census.females !== undefined, AS_YANGZHOU),
      females: own(females, census.males !== undefined || census.females !== undefined, AS_YANGZHOU),
      ages:
        census.ages === undefined
          ? { value: Array.from(apportion(model.census.ages.value, residents)), source: AS_YANGZHOU }
          : { value: census.ages, source: CENSUS },
    },
    households: {
      familySizes: assumed(households.familySizes),
      collectiveSizes: assumed(households.collectiveSizes),
      ageByRole: assumed(households.ageByRole),
      femaleByAge: assumed(households.femaleByAge),
      femaleAlone65: assumed(households.femaleAlone65),
    },
    activity: {
      ...activity,
      visitors: { value: apportionOf(activity.visitors.value, people, residents), source: AS_YANGZHOU },
      visitorsInExclusive: { value: exclusives ? activity.visitorsInExclusive.value : 0, source: AS_YANGZHOU },
      visitorWeight: { value: {}, source: AS_YANGZHOU },
    },
  };
}

const apportionOf = (part: number, whole: number, of: number): number => Math.round((part / whole) * of);
