import type { CityArrays } from './city.ts';

/** How many there are of each thing that the arrays hold a row for; `links` counts neighbour pairs both ways. */
export interface Sizes {
  readonly units: number;
  readonly townships: number;
  readonly communities: number;
  readonly grids: number;
  readonly micros: number;
  readonly links: number;
  readonly households: number;
  readonly residents: number;
}

interface Take {
  int32(length: number): Int32Array;
  float64(length: number): Float64Array;
  uint8(length: number): Uint8Array;
}

/** The one place that says in which order and at which length the arrays lie behind one another. */
function layOut(sizes: Sizes, take: Take): CityArrays {
  const { units, townships, communities, grids, micros, links, households, residents } = sizes;
  return {
    unitX: take.float64(units),
    unitY: take.float64(units),
    townshipX: take.float64(townships),
    townshipY: take.float64(townships),
    communityX: take.float64(communities),
    communityY: take.float64(communities),
    microX: take.float64(micros),
    microY: take.float64(micros),
    microArea: take.float64(micros),
    microRoadFactor: take.float64(micros),
    unitTownships: take.int32(units + 1),
    townshipCommunities: take.int32(townships + 1),
    communityGrids: take.int32(communities + 1),
    gridMicros: take.int32(grids + 1),
    microHouseholds: take.int32(micros + 1),
    householdResidents: take.int32(households + 1),
    townshipUnit: take.int32(townships),
    communityTownship: take.int32(communities),
    gridCommunity: take.int32(grids),
    microGrid: take.int32(micros),
    microNeighbourStart: take.int32(micros + 1),
    microNeighbours: take.int32(links),
    microResidents: take.int32(micros),
    microFamilyHouseholds: take.int32(micros),
    microCollectiveHouseholds: take.int32(micros),
    microLivingAlone: take.int32(micros),
    microShops: take.int32(micros),
    microVisitors: take.int32(micros),
    gridKind: take.uint8(grids),
    householdKind: take.uint8(households),
    residentTraits: take.uint8(residents),
  };
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Bytes that the arrays of a city of these sizes take. */
export function byteLength(sizes: Sizes): number {
  let bytes = 0;
  layOut(sizes, {
    int32(length) {
      bytes += aligned(length * 4);
      return new Int32Array(0);
    },
    float64(length) {
      bytes += length * 8;
      return new Float64Array(0);
    },
    uint8(length) {
      bytes += aligned(length);
      return new Uint8Array(0);
    },
  });
  return bytes;
}

/** The arrays of a city of these sizes as views of one buffer of `byteLength(sizes)` bytes; nothing is copied. */
export function viewArrays(buffer: SharedArrayBuffer, sizes: Sizes): CityArrays {
  let offset = 0;
  const place = (bytes: number): number => {
    const at = offset;
    offset += aligned(bytes);
    return at;
  };
  return layOut(sizes, {
    int32: (length) => new Int32Array(buffer, place(length * 4), length),
    float64: (length) => new Float64Array(buffer, place(length * 8), length),
    uint8: (length) => new Uint8Array(buffer, place(length), length),
  });
}

/** Zeroed arrays over one new SharedArrayBuffer. */
export function allocateArrays(sizes: Sizes): CityArrays {
  return viewArrays(new SharedArrayBuffer(byteLength(sizes)), sizes);
}

/** The sizes of a city that stands. */
export function sizesOf(arrays: CityArrays): Sizes {
  return {
    units: arrays.unitX.length,
    townships: arrays.townshipX.length,
    communities: arrays.communityX.length,
    grids: arrays.gridKind.length,
    micros: arrays.microX.length,
    links: arrays.microNeighbours.length,
    households: arrays.householdKind.length,
    residents: arrays.residentTraits.length,
  };
}

/** Fills `starts` (one longer than `counts`) with the running total of `counts`. */
export function runningTotal(starts: Int32Array, counts: ArrayLike<number>): void {
  for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i] + counts[i];
}

/** Fills `parents` with each child's parent, out of the parents' ranges. */
export function fillParents(starts: Int32Array, parents: Int32Array): void {
  for (let parent = 0; parent + 1 < starts.length; parent++) parents.fill(parent, starts[parent], starts[parent + 1]);
}
