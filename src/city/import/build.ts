import { Draws } from '../../kernel/random.ts';
import { addActivity } from '../activity.ts';
import { allocateArrays, fillParents, runningTotal } from '../arrays.ts';
import { type City, GRID_COMPREHENSIVE, GRID_EXCLUSIVE } from '../city.ts';
import type { CityTable } from '../fixtures.ts';
import { type CityFacts, hashCity } from '../shared.ts';
import type { Area } from './area.ts';
import type { Census } from './census.ts';
import { importControls } from './controls.ts';
import { fillPeople, groupSpans, shareCollectives } from './inhabit.ts';
import { layOutPlaces, originOf } from './land.ts';
import { communityOf, townshipOf, unitsOf } from './named.ts';
import type { Group, Totals } from './people.ts';
import { fillLevels, type Place } from './places.ts';
import { importTable } from './table.ts';
import type { Branch } from './tree.ts';

/** A checked city, ready to be built. */
export interface ImportPlan {
  readonly name: string;
  readonly title: City['title'];
  readonly areas: readonly Area[];
  readonly roots: readonly Branch[];
  readonly census: Census;
  readonly groups: readonly Group[];
  readonly totals: Totals;
  /** Family households of 1, 2, 3, ... people, where the census tells. */
  readonly sizes: readonly number[] | undefined;
}

/** Builds an imported city: the same files and seed give the same bytes on every machine. Throws ContradictoryMargins. */
export function buildImportedCity(plan: ImportPlan, model: CityTable, seed: string): City {
  const draws = new Draws(seed, 0);
  const units = fillLevels(plan.roots, plan.groups, { name: plan.name, ...plan.title }, draws);
  const townships = units.flatMap(({ inside }) => inside);
  const communities = townships.flatMap(({ inside }) => inside);
  const grids = communities.flatMap(({ inside }) => inside);
  const micros = grids.flatMap(({ inside }) => inside);
  const origin = originOf(plan.areas);
  const land = layOutPlaces(units, origin);
  const arrays = allocateArrays({
    units: units.length,
    townships: townships.length,
    communities: communities.length,
    grids: grids.length,
    micros: micros.length,
    links: land.neighbours.neighbours.length,
    households: plan.totals.families + plan.totals.collectives,
    residents: plan.totals.residents,
  });
  const inside = (places: readonly Place[]): number[] => places.map((place) => place.inside.length);
  runningTotal(arrays.unitTownships, inside(units));
  runningTotal(arrays.townshipCommunities, inside(townships));
  runningTotal(arrays.communityGrids, inside(communities));
  runningTotal(arrays.gridMicros, inside(grids));
  fillParents(arrays.unitTownships, arrays.townshipUnit);
  fillParents(arrays.townshipCommunities, arrays.communityTownship);
  fillParents(arrays.communityGrids, arrays.gridCommunity);
  fillParents(arrays.gridMicros, arrays.microGrid);
  arrays.gridKind.set(grids.map(({ kind }) => (kind === 'exclusive' ? GRID_EXCLUSIVE : GRID_COMPREHENSIVE)));
  for (const [points, xs, ys] of [
    [land.units, arrays.unitX, arrays.unitY],
    [land.townships, arrays.townshipX, arrays.townshipY],
    [land.communities, arrays.communityX, arrays.communityY],
    [land.micros, arrays.microX, arrays.microY],
  ] as const) {
    xs.set(points.map(({ x }) => x));
    ys.set(points.map(({ y }) => y));
  }
  arrays.microArea.set(land.micros.map(({ area }) => area));
  arrays.microNeighbourStart.set(land.neighbours.start);
  arrays.microNeighbours.set(land.neighbours.neighbours);

  const table = importTable(
    plan.census,
    plan.totals,
    model,
    grids.some(({ kind }) => kind === 'exclusive'),
  );
  const spans = groupSpans(plan.groups, micros);
  arrays.microFamilyHouseholds.set(micros.map(({ families }) => families));
  for (const [i, { from, to }] of spans.entries()) {
    arrays.microCollectiveHouseholds.set(shareCollectives(plan.groups[i].collectives, micros.slice(from, to)), from);
  }
  runningTotal(
    arrays.microHouseholds,
    arrays.microFamilyHouseholds.map((number, micro) => number + arrays.microCollectiveHouseholds[micro]),
  );
  const facts = {
    units: unitsOf(units),
    townships: townships.map(townshipOf),
    communities: communities.map((place, i) => communityOf(place, land.communityArea[i], plan.groups)),
  };
  fillPeople(plan.groups, plan.sizes, table, spans, arrays, draws);
  addActivity(table, facts, arrays, draws);

  const all: CityFacts = {
    name: plan.name,
    title: plan.title,
    origin,
    ...facts,
    unitOutlines: land.unitOutlines,
    waters: [],
    controls: importControls(
      units,
      table,
      plan.sizes,
      facts.units.map(({ id }) => id),
    ),
    layout: 'imported',
    hash: '',
  };
  return { ...all, ...arrays, hash: hashCity(all, arrays) };
}
