import type { Draws } from '../kernel/random.ts';
import type { CityArrays } from './city.ts';
import { fitTable, sizeCounts, twoWay } from './fitting.ts';
import type { CityTable, Role } from './fixtures.ts';
import type { UnitMargins } from './margins.ts';
import { PURPOSE } from './purposes.ts';
import { roundTable } from './rounding.ts';
import { AGE_BANDS, CLASSES, isFemale, LIVES_ALONE, OLDEST } from './traits.ts';

/** One row of a unit's composition: the people of one role in households of one size. */
interface Row {
  readonly role: Role;
  readonly people: number;
}

/** Row of a member: of households of size s, the first member is row 2s - 2 and the others are row 2s - 1. */
const rowOf = (size: number, member: number): number => 2 * size - (member === 0 ? 2 : 1);

/** The rows of a unit's families, out of how many have 1, 2, 3, ... members. */
function familyRows(sizes: Int32Array): Row[] {
  return Array.from(sizes).flatMap((number, i): Row[] => {
    const others = i * number;
    if (i === 0)
      return [
        { role: 'alone', people: number },
        { role: 'otherOfTwo', people: 0 },
      ];
    if (i === 1)
      return [
        { role: 'headOfTwo', people: number },
        { role: 'otherOfTwo', people: others },
      ];
    return [
      { role: 'headOfMore', people: number },
      { role: 'otherOfMore', people: others },
    ];
  });
}

/**
 * How many people of every (age band, sex) class each row holds: starting shares [A], fitted to the rows' people and
 * the unit's classes, made whole with both margins exact. Row by row, `CLASSES` columns.
 */
export function compose(facts: CityTable['households'], rows: readonly Row[], classes: Int32Array): Int32Array {
  const start = rows.flatMap(({ role, people }) =>
    Array.from({ length: CLASSES }, (_, traits) => {
      const age = traits % AGE_BANDS.length;
      const alone = role === 'alone' && age === OLDEST;
      const female = alone ? facts.femaleAlone65.value : facts.femaleByAge.value[age];
      return people * facts.ageByRole.value[role][age] * (isFemale(traits) ? female : 1 - female);
    }),
  );
  const people = rows.map((row) => row.people);
  return roundTable(fitTable(start, twoWay(people, classes)), people, classes);
}

/** Takes one out of `counts[from ..]`, the more likely the more there are: sampling without putting back, u in (0, 1). */
function takeOne(counts: Int32Array, from: number, total: number, u: number): number {
  let rest = Math.min(Math.floor(u * total), total - 1);
  let i = from;
  for (rest -= counts[i]; rest >= 0; rest -= counts[i]) i++;
  counts[i]--;
  return i - from;
}

/**
 * Fills in the households' kinds and sizes and every resident's traits, unit by unit, from the counts of households per
 * micro-grid (`microHouseholds` filled already, families first). Sizes and traits are dealt out one by one from what is left
 * of the unit's exact counts, by draws keyed by unit, household and member, so that no margin can be missed.
 */
export function populate(table: CityTable, margins: readonly UnitMargins[], arrays: CityArrays, draws: Draws): void {
  const { unitTownships, townshipCommunities, communityGrids, gridMicros } = arrays;
  const firstMicro = (unit: number): number => gridMicros[communityGrids[townshipCommunities[unitTownships[unit]]]];
  for (const [unit, margin] of margins.entries()) {
    fillUnit(table, margin, unit, firstMicro(unit), firstMicro(unit + 1), arrays, draws);
  }
}

function fillUnit(
  table: CityTable,
  margin: UnitMargins,
  unit: number,
  firstMicro: number,
  endMicro: number,
  arrays: CityArrays,
  draws: Draws,
): void {
  const facts = table.households;
  const { householdKind, householdResidents, residentTraits, microFamilyHouseholds, microHouseholds } = arrays;
  const familySizes = sizeCounts(facts.familySizes.value, margin.familyHouseholds, margin.familyResidents);
  const collectiveSizes = sizeCounts(
    facts.collectiveSizes.value,
    margin.collectiveHouseholds,
    margin.collectiveResidents,
  );
  const rows = familyRows(familySizes);
  const left = compose(facts, rows, margin.familyClasses);
  const leftInRow = Int32Array.from(rows, (row) => row.people);
  const collectiveLeft = margin.collectiveClasses.slice();
  let familiesLeft = margin.familyHouseholds;
  let collectivesLeft = margin.collectiveHouseholds;
  let collectivePeopleLeft = margin.collectiveResidents;

  const firstHousehold = microHouseholds[firstMicro];
  let resident = householdResidents[firstHousehold];
  for (let micro = firstMicro; micro < endMicro; micro++) {
    const start = microHouseholds[micro];
    const firstCollective = start + microFamilyHouseholds[micro];
    const before = resident;
    for (let household = start; household < microHouseholds[micro + 1]; household++) {
      const id = household - firstHousehold;
      const family = household < firstCollective;
      householdKind[household] = family ? 0 : 1;
      const size =
        1 +
        (family
          ? takeOne(familySizes, 0, familiesLeft--, draws.uniform(PURPOSE.familySize, unit, id, 0))
          : takeOne(collectiveSizes, 0, collectivesLeft--, draws.uniform(PURPOSE.collectiveSize, unit, id, 0)));
      for (let member = 0; member < size; member++) {
        // One block of draws serves two members.
        const u = member % 2 === 0 ? draws.uniform(PURPOSE.resident, unit, id, member >> 1) : draws.second();
        if (family) {
          const row = rowOf(size, member);
          const traits = takeOne(left, row * CLASSES, leftInRow[row]--, u);
          const alone = size === 1 && traits % AGE_BANDS.length === OLDEST;
          residentTraits[resident++] = alone ? traits | LIVES_ALONE : traits;
          if (alone) arrays.microLivingAlone[micro]++;
        } else {
          residentTraits[resident++] = takeOne(collectiveLeft, 0, collectivePeopleLeft--, u);
        }
      }
      householdResidents[household + 1] = resident;
    }
    arrays.microResidents[micro] = resident - before;
  }
}
