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
function compose(facts: CityTable['households'], rows: readonly Row[], classes: Int32Array): Int32Array {
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

/** Micro-grids `from .. to - 1` of a unit whose households' sizes are exact together: how many have 1, 2, 3, ... people. */
export interface SizeGroup {
  readonly from: number;
  readonly to: number;
  readonly familySizes: Int32Array;
  readonly collectiveSizes: Int32Array;
}

/**
 * Fills in the households' kinds and sizes and every resident's traits, unit by unit, from the counts of households per
 * micro-grid (`microHouseholds` filled already, families first), each unit's sizes as near to the table's shares as its
 * margins allow.
 */
export function populate(table: CityTable, margins: readonly UnitMargins[], arrays: CityArrays, draws: Draws): void {
  const { unitTownships, townshipCommunities, communityGrids, gridMicros } = arrays;
  const { familySizes, collectiveSizes } = table.households;
  const firstMicro = (unit: number): number => gridMicros[communityGrids[townshipCommunities[unitTownships[unit]]]];
  for (const [unit, margin] of margins.entries()) {
    const { familyHouseholds, familyResidents, collectiveHouseholds, collectiveResidents } = margin;
    const group = {
      from: firstMicro(unit),
      to: firstMicro(unit + 1),
      familySizes: sizeCounts(familySizes.value, familyHouseholds, familyResidents),
      collectiveSizes: sizeCounts(collectiveSizes.value, collectiveHouseholds, collectiveResidents),
    };
    populateUnit(table.households, margin, unit, [group], arrays, draws);
  }
}

const total = (counts: Int32Array): number => counts.reduce((sum, number) => sum + number, 0);

/**
 * Deals sizes and traits of one unit out one by one from what is left of the exact counts of its groups (which lie behind
 * one another) and of its classes, by draws keyed by unit, household and member, so that no margin can be missed.
 */
export function populateUnit(
  facts: CityTable['households'],
  margin: Pick<UnitMargins, 'familyClasses' | 'collectiveClasses'>,
  unit: number,
  groups: readonly SizeGroup[],
  arrays: CityArrays,
  draws: Draws,
): void {
  const { householdKind, householdResidents, residentTraits, microFamilyHouseholds, microHouseholds } = arrays;
  const allSizes = new Int32Array(Math.max(...groups.map(({ familySizes }) => familySizes.length)));
  for (const { familySizes } of groups)
    familySizes.forEach((number, i) => {
      allSizes[i] += number;
    });
  const rows = familyRows(allSizes);
  const left = compose(facts, rows, margin.familyClasses);
  const leftInRow = Int32Array.from(rows, (row) => row.people);
  const collectiveLeft = margin.collectiveClasses.slice();
  let collectivePeopleLeft = total(collectiveLeft);

  const firstHousehold = microHouseholds[groups[0].from];
  let resident = householdResidents[firstHousehold];
  for (const { from, to, familySizes, collectiveSizes } of groups) {
    const familiesOf = familySizes.slice();
    const collectivesOf = collectiveSizes.slice();
    let familiesLeft = total(familiesOf);
    let collectivesLeft = total(collectivesOf);
    for (let micro = from; micro < to; micro++) {
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
            ? takeOne(familiesOf, 0, familiesLeft--, draws.uniform(PURPOSE.familySize, unit, id, 0))
            : takeOne(collectivesOf, 0, collectivesLeft--, draws.uniform(PURPOSE.collectiveSize, unit, id, 0)));
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
}
