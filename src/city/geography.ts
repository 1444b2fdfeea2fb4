import { GRID_EXCLUSIVE, type Ring } from './city.ts';
import type { Divisions } from './divisions.ts';
import type { Fixtures } from './fixtures.ts';
import type { GridPlan } from './grids.ts';
import { divideGround } from './ground.ts';
import { communityLand } from './land.ts';
import { Lines } from './lines.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { toMetres } from './projection.ts';
import { contains, measure, placeIn, type Region } from './region.ts';
import { split } from './split.ts';
import { powerCells, relax, type Site } from './voronoi.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything lies; coordinates in metres from the origin. */
export interface Land {
  /** Offices. */
  readonly units: readonly Point[];
  readonly townships: readonly Point[];
  readonly communities: readonly Point[];
  /** Centroids and square metres of land. */
  readonly micros: readonly (Point & { readonly area: number })[];
  readonly neighbours: Neighbours;
  readonly unitOutlines: readonly (readonly Ring[])[];
  readonly waters: readonly Ring[];
}

/** Rounds of relaxation for townships in a unit and for communities in a township. */
const TOWNSHIP_ROUNDS = 120;
const COMMUNITY_ROUNDS = 40;

/**
 * Lays the city out, cell within cell. The townships are a weighted Voronoi diagram of their unit's ground, held near their
 * seats [R]; communities are a centroidal weighted Voronoi diagram of their township, the urban ones small and near the
 * seat; grids and micro-grids are cut out of them by straight lines.
 */
export function layOutLand(fixtures: Fixtures, divisions: Divisions, families: Int32Array, plan: GridPlan): Land {
  const { table } = fixtures;
  const at = (longitude: number, latitude: number): Point => {
    const [x, y] = toMetres(table.origin, longitude, latitude);
    return { x, y };
  };
  const lines = new Lines();
  const ground = divideGround(fixtures, divisions, lines);
  const unitLand = ground.regions.map((region) => measure(region).area);
  const wished = communityLand(table, divisions, families, unitLand);
  const seats = divisions.townships.map(({ longitude, latitude }) => at(longitude, latitude));
  const members = divisions.townships.map((_, t) =>
    divisions.communities.flatMap(({ township }, c) => (township === t ? [c] : [])),
  );

  const townshipCells = ground.regions.flatMap((region, unit) => {
    const own = divisions.townships.flatMap((township, t) => (township.unit === unit ? [t] : []));
    const start = own.map((t): Site => ({ ...seats[t], weight: 0 }));
    const wishes = own.map((t) => ({ area: members[t].reduce((sum, c) => sum + wished[c], 0), anchor: seats[t] }));
    return powerCells(region, relax(region, start, wishes, TOWNSHIP_ROUNDS), lines);
  });
  const communityCells = townshipCells.flatMap((region, t) =>
    communitiesIn(
      region,
      seats[t],
      members[t].map((c) => wished[c]),
      members[t].map((c) => divisions.communities[c].kind === 'urban'),
      lines,
    ),
  );
  const microCells = communityCells.flatMap((region, c) => microsIn(region, c, families[c], plan, lines));

  const micros: (Point & { area: number })[] = [];
  const communities = communityCells.map((region, c): Point => {
    const dry = ground.dry[divisions.townships[divisions.communities[c].township].unit];
    const from = micros.length;
    for (const cell of microCells.slice(from, plan.gridMicros[plan.communityGrids[c + 1]])) {
      const measured = measure(cell);
      const [x, y] = placeIn(cell, measured);
      micros.push({ x, y, area: measured.area * dry });
    }
    return nearest(micros.slice(from), measure(region));
  });
  const townships = seats.map((seat, t) =>
    contains(townshipCells[t], seat.x, seat.y)
      ? seat
      : nearest(
          members[t].map((c) => communities[c]),
          seat,
        ),
  );
  return {
    units: divisions.units.map(({ seat: [longitude, latitude] }) => at(longitude, latitude)),
    townships,
    communities,
    micros,
    neighbours: neighboursOf(microCells, lines),
    unitOutlines: ground.outlines,
    waters: ground.waters,
  };
}

/** Cells of the communities of a township: cut at their sizes, the urban ones towards the seat, then relaxed. */
function communitiesIn(
  region: Region,
  seat: Point,
  wished: readonly number[],
  urban: readonly boolean[],
  lines: Lines,
): Region[] {
  const scale = measure(region).area / wished.reduce((sum, area) => sum + area, 0);
  const inward = [...wished.keys()].sort((a, b) => Number(urban[b]) - Number(urban[a]) || a - b);
  const sizes = inward.map((i) => wished[i]);
  const start: Site[] = [];
  for (const [rank, cell] of split(region, sizes, new Lines(), seat).entries()) {
    const { x, y } = measure(cell);
    start[inward[rank]] = { x, y, weight: 0 };
  }
  const wishes = wished.map((area) => ({ area: area * scale }));
  return powerCells(region, relax(region, start, wishes, COMMUNITY_ROUNDS), lines);
}

/** Cells of a community's micro-grids: its grids by their family households, then their micro-grids likewise. */
function microsIn(region: Region, community: number, families: number, plan: GridPlan, lines: Lines): Region[] {
  const { communityGrids, gridKind, gridMicros, microFamilies } = plan;
  const first = communityGrids[community];
  const number = communityGrids[community + 1] - first;
  // An exclusive grid takes half the land of an average one [A].
  const exclusive = (0.5 * families) / number;
  const microsOf = (grid: number): number[] => microFamilies.slice(gridMicros[grid], gridMicros[grid + 1]);
  const weights = Array.from({ length: number }, (_, i) =>
    gridKind[first + i] === GRID_EXCLUSIVE ? exclusive : microsOf(first + i).reduce((sum, n) => sum + n, 0),
  );
  return split(region, weights, lines).flatMap((cell, i) =>
    gridKind[first + i] === GRID_EXCLUSIVE ? [cell] : split(cell, microsOf(first + i), lines),
  );
}

function nearest(points: readonly Point[], to: Point): Point {
  const distance = (point: Point): number => Math.hypot(point.x - to.x, point.y - to.y);
  const { x, y } = points.reduce((best, point) => (distance(point) < distance(best) ? point : best));
  return { x, y };
}
