import { allocateArrays, type Sizes, sizesOf } from './arrays.ts';
import type { City, CityArrays, Name, Ring } from './city.ts';

/** Metres between two copies. */
const GAP = 5000;

/** What an array's values point at, so that a copy's values can be moved on. */
const STARTS = {
  unitTownships: 'townships',
  townshipCommunities: 'communities',
  communityGrids: 'grids',
  gridMicros: 'micros',
  microHouseholds: 'households',
  householdResidents: 'residents',
  microNeighbourStart: 'links',
} as const satisfies Partial<Record<keyof CityArrays, keyof Sizes>>;
const INDICES = {
  townshipUnit: 'units',
  communityTownship: 'townships',
  gridCommunity: 'communities',
  microGrid: 'grids',
  microNeighbours: 'micros',
} as const satisfies Partial<Record<keyof CityArrays, keyof Sizes>>;
const EAST = ['unitX', 'townshipX', 'communityX', 'microX'] as const;
const NORTH = ['unitY', 'townshipY', 'communityY', 'microY'] as const;
const AS_IS = [
  'gridKind',
  'microArea',
  'microRoadFactor',
  'microResidents',
  'microFamilyHouseholds',
  'microCollectiveHouseholds',
  'microLivingAlone',
  'microShops',
  'microVisitors',
  'householdKind',
  'residentTraits',
] as const;

const keysOf = <K extends string>(record: Readonly<Record<K, string>>): K[] => Object.keys(record) as K[];

/**
 * The same city laid out `times` over in a near-square pattern of copies that share no border: a larger city of the same
 * kind, for measuring growth. The first copy keeps its places, ids and codes; those of the others get a dash and the
 * copy's number, so that every id of the smaller city stays what it was.
 */
export function repeatCity(city: City, times: number): City {
  if (!Number.isInteger(times) || times < 1) throw new RangeError(`cannot repeat a city ${times} times`);
  const sizes = sizesOf(city);
  const arrays = allocateArrays(timesOver(sizes, times));
  const across = Math.ceil(Math.sqrt(times));
  const [width, height] = extent(city);
  const shifts = Array.from({ length: times }, (_, copy) => ({
    east: (copy % across) * (width + GAP),
    north: Math.floor(copy / across) * (height + GAP),
  }));

  for (const [copy, { east, north }] of shifts.entries()) {
    for (const key of keysOf(STARTS)) {
      const offset = copy * sizes[STARTS[key]];
      const length = city[key].length - 1;
      for (let i = 0; i <= length; i++) arrays[key][copy * length + i] = city[key][i] + offset;
    }
    for (const key of keysOf(INDICES)) {
      const offset = copy * sizes[INDICES[key]];
      const { length } = city[key];
      for (let i = 0; i < length; i++) arrays[key][copy * length + i] = city[key][i] + offset;
    }
    for (const key of AS_IS) arrays[key].set(city[key], copy * city[key].length);
    for (const [keys, shift] of [
      [EAST, east],
      [NORTH, north],
    ] as const) {
      for (const key of keys)
        arrays[key].set(
          city[key].map((value) => value + shift),
          copy * city[key].length,
        );
    }
  }

  const moved = (ring: Ring, { east, north }: { east: number; north: number }): Ring =>
    ring.map((value, i) => value + (i % 2 === 0 ? east : north));
  const each = <T, R>(list: readonly T[], change: (item: T, suffix: string, copy: number) => R): R[] =>
    shifts.flatMap((_, copy) => list.map((item) => change(item, copy === 0 ? '' : `-${copy + 1}`, copy)));
  const named = ({ en, zh }: Name, suffix: string): Name => ({ en: en + suffix, zh: zh + suffix });
  return {
    ...arrays,
    name: city.name,
    title: city.title,
    origin: city.origin,
    units: each(city.units, (unit, suffix) => ({ ...unit, id: unit.id + suffix, name: named(unit.name, suffix) })),
    townships: each(city.townships, (place, suffix) => ({ ...place, code: place.code + suffix })),
    communities: each(city.communities, (place, suffix) => ({ ...place, code: place.code + suffix })),
    unitOutlines: each(city.unitOutlines, (rings, _, copy) => rings.map((ring) => moved(ring, shifts[copy]))),
    waters: each(city.waters, (ring, _, copy) => moved(ring, shifts[copy])),
    controls: times === 1 ? city.controls : [],
    hash: times === 1 ? city.hash : `${city.hash}x${times}`,
  };
}

function timesOver(sizes: Sizes, times: number): Sizes {
  return {
    units: sizes.units * times,
    townships: sizes.townships * times,
    communities: sizes.communities * times,
    grids: sizes.grids * times,
    micros: sizes.micros * times,
    links: sizes.links * times,
    households: sizes.households * times,
    residents: sizes.residents * times,
  };
}

/** Width and height of the outlines, metres. */
function extent(city: City): [width: number, height: number] {
  const rings = city.unitOutlines.flat();
  const range = (odd: number): number => {
    const values = rings.flatMap((ring) => Array.from(ring).filter((_, i) => i % 2 === odd));
    return Math.max(...values) - Math.min(...values);
  };
  return [range(0), range(1)];
}
