import { allocateArrays, fillParents, runningTotal } from './arrays.ts';
import { type City, type Community, GRID_EXCLUSIVE, type Name, type Township, type Unit } from './city.ts';
import { AGE_BANDS, FEMALE, LIVES_ALONE, OLDEST } from './traits.ts';

export interface TinyOptions {
  readonly units?: number;
  readonly townshipsPerUnit?: number;
  readonly communitiesPerTownship?: number;
  readonly gridsPerCommunity?: number;
  readonly microsPerGrid?: number;
  readonly householdsPerMicro?: number;
  /** How many grids, counted from the last, are exclusive: no residents, day visitors only. */
  readonly exclusiveGrids?: number;
  /** Side of a square micro-grid, metres. */
  readonly side?: number;
}

interface Spot {
  column: number;
  row: number;
}

/** `times` copies of a block laid side by side in a near-square pattern; spots in units of one micro-grid. */
function tile(block: Spot[], times: number): Spot[] {
  const width = 1 + Math.max(...block.map((spot) => spot.column));
  const height = 1 + Math.max(...block.map((spot) => spot.row));
  const longerSide = (across: number): number => Math.max(across * width, Math.ceil(times / across) * height);
  const across = Array.from({ length: times }, (_, i) => i + 1).reduce((best, candidate) =>
    longerSide(candidate) < longerSide(best) ? candidate : best,
  );
  return Array.from({ length: times }, (_, copy) =>
    block.map(({ column, row }) => ({
      column: column + (copy % across) * width,
      row: row + Math.floor(copy / across) * height,
    })),
  ).flat();
}

function neighboursOf(spots: Spot[]): number[][] {
  const at = new Map(spots.map(({ column, row }, micro) => [`${column},${row}`, micro]));
  return spots.map(({ column, row }) =>
    [`${column},${row - 1}`, `${column - 1},${row}`, `${column + 1},${row}`, `${column},${row + 1}`]
      .map((key) => at.get(key))
      .filter((micro) => micro !== undefined),
  );
}

const label = (en: string, zh: string, index: number): Name => ({ en: `${en} ${index + 1}`, zh: `${zh}${index + 1}` });

/**
 * A small regular city made in a millisecond, for scenarios with known answers and for tests: square micro-grids in
 * nested near-square blocks, straight roads (factor 1), one shop each. Households have 1, 2, 3, 4, 1, ... people and
 * ages and sexes take turns, so that the same options always give the same city. Every micro-grid of the exclusive
 * grids has 100 day visitors.
 */
export function tinyCity(options: TinyOptions = {}): City {
  const { units = 1, townshipsPerUnit = 2, communitiesPerTownship = 2, gridsPerCommunity = 2 } = options;
  const { microsPerGrid = 4, householdsPerMicro = 10, exclusiveGrids = 0, side = 250 } = options;
  const townships = units * townshipsPerUnit;
  const communities = townships * communitiesPerTownship;
  const grids = communities * gridsPerCommunity;
  const micros = grids * microsPerGrid;
  const lived = Math.max(0, grids - exclusiveGrids) * microsPerGrid;
  const households = lived * householdsPerMicro;
  const householdSizes = Array.from({ length: households }, (_, household) => 1 + (household % 4));
  const residents = householdSizes.reduce((sum, size) => sum + size, 0);

  const shape = [microsPerGrid, gridsPerCommunity, communitiesPerTownship, townshipsPerUnit, units];
  const spots = shape.reduce(tile, [{ column: 0, row: 0 }]);
  const neighbours = neighboursOf(spots);
  const links = neighbours.reduce((sum, list) => sum + list.length, 0);

  const arrays = allocateArrays({ units, townships, communities, grids, micros, links, households, residents });
  const fill = (starts: Int32Array, parents: Int32Array, each: number): void => {
    for (let i = 0; i < starts.length; i++) starts[i] = i * each;
    fillParents(starts, parents);
  };
  fill(arrays.unitTownships, arrays.townshipUnit, townshipsPerUnit);
  fill(arrays.townshipCommunities, arrays.communityTownship, communitiesPerTownship);
  fill(arrays.communityGrids, arrays.gridCommunity, gridsPerCommunity);
  fill(arrays.gridMicros, arrays.microGrid, microsPerGrid);
  arrays.gridKind.fill(GRID_EXCLUSIVE, Math.max(0, grids - exclusiveGrids));

  for (let micro = 0; micro < micros; micro++) {
    arrays.microX[micro] = (spots[micro].column + 0.5) * side;
    arrays.microY[micro] = (spots[micro].row + 0.5) * side;
    arrays.microHouseholds[micro + 1] = Math.min(micro + 1, lived) * householdsPerMicro;
  }
  arrays.microArea.fill(side * side);
  arrays.microRoadFactor.fill(1);
  arrays.microShops.fill(1);
  arrays.microVisitors.fill(100, lived);
  arrays.microFamilyHouseholds.fill(householdsPerMicro, 0, lived);
  runningTotal(
    arrays.microNeighbourStart,
    neighbours.map((list) => list.length),
  );
  arrays.microNeighbours.set(neighbours.flat());
  runningTotal(arrays.householdResidents, householdSizes);

  for (let micro = 0; micro < lived; micro++) {
    for (let h = arrays.microHouseholds[micro]; h < arrays.microHouseholds[micro + 1]; h++) {
      for (let r = arrays.householdResidents[h]; r < arrays.householdResidents[h + 1]; r++) {
        const band = r % AGE_BANDS.length;
        const alone = householdSizes[h] === 1 && band === OLDEST;
        arrays.residentTraits[r] = band | (r % 3 === 0 ? FEMALE : 0) | (alone ? LIVES_ALONE : 0);
        arrays.microResidents[micro]++;
        if (alone) arrays.microLivingAlone[micro]++;
      }
    }
  }

  const middle = (xs: Float64Array, ys: Float64Array, microsEach: number): void => {
    for (let i = 0; i < xs.length; i++) {
      for (let micro = i * microsEach; micro < (i + 1) * microsEach; micro++) {
        xs[i] += arrays.microX[micro] / microsEach;
        ys[i] += arrays.microY[micro] / microsEach;
      }
    }
  };
  middle(arrays.communityX, arrays.communityY, micros / communities);
  middle(arrays.townshipX, arrays.townshipY, micros / townships);
  middle(arrays.unitX, arrays.unitY, micros / units);

  const microsPerUnit = micros / units;
  return {
    ...arrays,
    name: 'tiny',
    title: { en: 'A small city', zh: '小城' },
    origin: { longitude: 119.43, latitude: 32.4 },
    units: Array.from(
      { length: units },
      (_, i): Unit => ({
        id: `unit-${i + 1}`,
        name: label('Unit', '区', i),
        kind: 'county',
        source: '[A]',
      }),
    ),
    townships: Array.from(
      { length: townships },
      (_, i): Township => ({
        code: `T${i + 1}`,
        name: `镇${i + 1}`,
        kind: 'town',
      }),
    ),
    communities: Array.from(
      { length: communities },
      (_, i): Community => ({
        code: `C${i + 1}`,
        name: `社区${i + 1}`,
        kind: 'urban',
      }),
    ),
    unitOutlines: Array.from({ length: units }, (_, i) => [
      frame(spots.slice(i * microsPerUnit, (i + 1) * microsPerUnit), side),
    ]),
    waters: [],
    controls: [],
    hash: `tiny-${[...shape, householdsPerMicro, exclusiveGrids, side].join('-')}`,
  };
}

/** The rectangle round some spots, counter-clockwise, metres. */
function frame(spots: Spot[], side: number): Float64Array {
  const columns = spots.map((spot) => spot.column);
  const rows = spots.map((spot) => spot.row);
  const left = Math.min(...columns) * side;
  const right = (Math.max(...columns) + 1) * side;
  const bottom = Math.min(...rows) * side;
  const top = (Math.max(...rows) + 1) * side;
  return Float64Array.of(left, bottom, right, bottom, right, top, left, top);
}
