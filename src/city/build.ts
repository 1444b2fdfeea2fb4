import { Draws } from '../kernel/random.ts';
import { addActivity } from './activity.ts';
import { allocateArrays, fillParents, runningTotal } from './arrays.ts';
import type { City } from './city.ts';
import { collectivePlaces } from './collective.ts';
import { communityHouseholds } from './communities.ts';
import { cityControls } from './controls.ts';
import { arrangeDivisions } from './divisions.ts';
import type { Fixtures } from './fixtures.ts';
import { layOutLand } from './geography.ts';
import { planGrids, unitGrids } from './grids.ts';
import { unitMargins } from './margins.ts';
import { populate } from './residents.ts';
import { type CityFacts, hashCity } from './shared.ts';

/**
 * Builds a city from its fixtures: first every count that must be exact, from the units down to the households of each
 * micro-grid; then the land, cell within cell; then the residents one by one. The same fixtures and seed give the same
 * bytes on every machine.
 */
export function buildCity(fixtures: Fixtures, seed: string): City {
  const { table } = fixtures;
  const draws = new Draws(seed, 0);
  const divisions = arrangeDivisions(fixtures);
  const margins = unitMargins(table);
  const families = communityHouseholds(
    table,
    divisions,
    margins.map((margin) => margin.familyHouseholds),
    draws,
  );
  const grids = unitGrids(table);
  const plan = planGrids(divisions, families, grids, draws);
  const land = layOutLand(fixtures, divisions, families, plan);

  const arrays = allocateArrays({
    units: divisions.units.length,
    townships: divisions.townships.length,
    communities: divisions.communities.length,
    grids: plan.gridKind.length,
    micros: plan.microFamilies.length,
    links: land.neighbours.neighbours.length,
    households: table.census.familyHouseholds.value + table.census.collectiveHouseholds.value,
    residents: table.census.residents.value,
  });
  arrays.townshipUnit.set(divisions.townships.map(({ unit }) => unit));
  arrays.communityTownship.set(divisions.communities.map(({ township }) => township));
  arrays.gridKind.set(plan.gridKind);
  runningTotal(arrays.unitTownships, countChildren(arrays.townshipUnit, divisions.units.length));
  runningTotal(arrays.townshipCommunities, countChildren(arrays.communityTownship, divisions.townships.length));
  arrays.communityGrids.set(plan.communityGrids);
  arrays.gridMicros.set(plan.gridMicros);
  fillParents(arrays.communityGrids, arrays.gridCommunity);
  fillParents(arrays.gridMicros, arrays.microGrid);
  place(land.units, arrays.unitX, arrays.unitY);
  place(land.townships, arrays.townshipX, arrays.townshipY);
  place(land.communities, arrays.communityX, arrays.communityY);
  place(land.micros, arrays.microX, arrays.microY);
  arrays.microArea.set(land.micros.map(({ area }) => area));
  arrays.microNeighbourStart.set(land.neighbours.start);
  arrays.microNeighbours.set(land.neighbours.neighbours);

  const unitMicros = Array.from(arrays.unitTownships, (township) => {
    const community = arrays.townshipCommunities[township];
    return arrays.gridMicros[arrays.communityGrids[community]];
  });
  arrays.microFamilyHouseholds.set(plan.microFamilies);
  arrays.microCollectiveHouseholds.set(collectivePlaces(table, plan, unitMicros, margins, draws));
  runningTotal(
    arrays.microHouseholds,
    arrays.microFamilyHouseholds.map((number, micro) => number + arrays.microCollectiveHouseholds[micro]),
  );
  populate(table, margins, arrays, draws);
  addActivity(table, divisions, arrays, draws);

  const facts: CityFacts = {
    name: table.name,
    title: table.title,
    origin: { longitude: table.origin.longitude, latitude: table.origin.latitude },
    units: table.units.map(({ id, name, kind, source }) => ({ id, name, kind, source })),
    townships: divisions.townships.map(({ code, name, kind }) => ({ code, name, kind })),
    communities: divisions.communities.map(({ code, name, kind }) => ({ code, name, kind })),
    unitOutlines: land.unitOutlines,
    waters: land.waters,
    controls: cityControls(table, grids, margins),
    hash: '',
  };
  return { ...facts, ...arrays, hash: hashCity(facts, arrays) };
}

function countChildren(parents: Int32Array, number: number): Int32Array {
  const counts = new Int32Array(number);
  for (const parent of parents) counts[parent]++;
  return counts;
}

function place(points: readonly { x: number; y: number }[], xs: Float64Array, ys: Float64Array): void {
  for (const [i, { x, y }] of points.entries()) {
    xs[i] = x;
    ys[i] = y;
  }
}
