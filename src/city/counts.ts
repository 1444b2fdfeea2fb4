import { type City, type Control, GRID_EXCLUSIVE } from './city.ts';
import { AGE_BANDS, ageBand, isFemale } from './traits.ts';

/** Everything that is counted in a city or a unit, by name; `familiesOf.N` are the family households of N people. */
export type Counts = Readonly<Record<string, number>>;

export interface Counted {
  readonly city: Counts;
  /** By the unit's id. */
  readonly units: Readonly<Record<string, Counts>>;
}

/** The keys of `city show --json`. */
const MAIN_COUNTS = [
  'units',
  'townships',
  'communities',
  'urbanCommunities',
  'urbanOver3000',
  'urbanOver5000',
  'grids',
  'microGrids',
  'residents',
  'familyHouseholds',
  'familyResidents',
  'collectiveHouseholds',
  'collectiveResidents',
] as const;
export type MainCounts = Readonly<Record<(typeof MAIN_COUNTS)[number], number>>;

/** Counts the city from its arrays, household by household and resident by resident; nothing is taken from its controls. */
export function countAll(city: City): Counted {
  const byUnit = city.units.map((_, unit) => countUnit(city, unit));
  const total: Record<string, number> = {};
  for (const counts of byUnit)
    for (const [name, number] of Object.entries(counts)) total[name] = (total[name] ?? 0) + number;
  return { city: total, units: Object.fromEntries(city.units.map(({ id }, unit) => [id, byUnit[unit]])) };
}

/** The main counts of the city and of each unit. */
export function cityCounts(city: City): { counts: MainCounts; units: Readonly<Record<string, MainCounts>> } {
  const counted = countAll(city);
  return {
    counts: mainOnly(counted.city),
    units: Object.fromEntries(Object.entries(counted.units).map(([id, counts]) => [id, mainOnly(counts)])),
  };
}

function mainOnly(counts: Counts): MainCounts {
  const entries = MAIN_COUNTS.map((name) => [name, counts[name] ?? 0] as const);
  return Object.fromEntries(entries) as Record<(typeof MAIN_COUNTS)[number], number>;
}

/** Counts people and households of one place below a unit. */
export function countPlace(city: City, { level, index }: NonNullable<Control['place']>): Counts {
  const micro = (at: number): number => {
    let start = at;
    if (level === 'township') start = city.townshipCommunities[start];
    if (level === 'township' || level === 'community') start = city.communityGrids[start];
    return level === 'microGrid' ? start : city.gridMicros[start];
  };
  return countPeople(city, city.microHouseholds[micro(index)], city.microHouseholds[micro(index + 1)]);
}

function countUnit(city: City, unit: number): Counts {
  const [firstTownship, endTownship] = [city.unitTownships[unit], city.unitTownships[unit + 1]];
  const first = city.townshipCommunities[firstTownship];
  const end = city.townshipCommunities[endTownship];
  const [firstGrid, endGrid] = [city.communityGrids[first], city.communityGrids[end]];
  const [firstMicro, endMicro] = [city.gridMicros[firstGrid], city.gridMicros[endGrid]];
  const counts: Record<string, number> = {
    units: 1,
    townships: endTownship - firstTownship,
    communities: end - first,
    urbanCommunities: 0,
    urbanOver3000: 0,
    urbanOver5000: 0,
    grids: endGrid - firstGrid,
    exclusiveGrids: city.gridKind.subarray(firstGrid, endGrid).filter((kind) => kind === GRID_EXCLUSIVE).length,
    microGrids: endMicro - firstMicro,
    landSquareMetres: city.microArea.subarray(firstMicro, endMicro).reduce((sum, area) => sum + area, 0),
  };
  for (let community = first; community < end; community++) {
    if (city.communities[community].kind !== 'urban') continue;
    const families = familiesIn(city, community);
    counts.urbanCommunities++;
    if (families > 3000) counts.urbanOver3000++;
    if (families > 5000) counts.urbanOver5000++;
  }
  return { ...counts, ...countPeople(city, city.microHouseholds[firstMicro], city.microHouseholds[endMicro]) };
}

function familiesIn(city: City, community: number): number {
  const first = city.gridMicros[city.communityGrids[community]];
  const end = city.gridMicros[city.communityGrids[community + 1]];
  let families = 0;
  for (let h = city.microHouseholds[first]; h < city.microHouseholds[end]; h++)
    if (city.householdKind[h] === 0) families++;
  return families;
}

function countPeople(city: City, first: number, end: number): Counts {
  const { householdKind, householdResidents, residentTraits } = city;
  const households = [0, 0];
  const people = [0, 0];
  const familiesOf = new Map<number, number>();
  for (let h = first; h < end; h++) {
    const size = householdResidents[h + 1] - householdResidents[h];
    households[householdKind[h]]++;
    people[householdKind[h]] += size;
    if (householdKind[h] === 0) familiesOf.set(size, (familiesOf.get(size) ?? 0) + 1);
  }
  const byTraits = new Int32Array(256);
  for (let r = householdResidents[first]; r < householdResidents[end]; r++) byTraits[residentTraits[r]]++;
  const having = (test: (traits: number) => boolean): number =>
    byTraits.reduce((sum, number, traits) => (test(traits) ? sum + number : sum), 0);
  return {
    residents: people[0] + people[1],
    familyHouseholds: households[0],
    familyResidents: people[0],
    collectiveHouseholds: households[1],
    collectiveResidents: people[1],
    males: having((traits) => !isFemale(traits)),
    females: having(isFemale),
    ...Object.fromEntries(AGE_BANDS.map((band, age) => [`age.${band}`, having((traits) => ageBand(traits) === age)])),
    ...Object.fromEntries([...familiesOf].sort((a, b) => a[0] - b[0]).map(([size, n]) => [`familiesOf.${size}`, n])),
  };
}
