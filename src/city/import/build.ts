import { Draws } from '../../kernel/random.ts';
import { addActivity } from '../activity.ts';
import { allocateArrays, fillParents, runningTotal } from '../arrays.ts';
import { type City, type Community, GRID_COMPREHENSIVE, GRID_EXCLUSIVE, type Township, type Unit } from '../city.ts';
import { sizeCounts } from '../fitting.ts';
import type { CityTable } from '../fixtures.ts';
import { unitClasses } from '../margins.ts';
import { populateUnit, type SizeGroup } from '../residents.ts';
import { cascade } from '../rounding.ts';
import { type CityFacts, hashCity } from '../shared.ts';
import type { Area } from './area.ts';
import { URBAN_DENSITY } from './assumed.ts';
import type { Census } from './census.ts';
import { importControls } from './controls.ts';
import { type ImportedLand, layOutPlaces, originOf } from './land.ts';
import type { Group, Totals } from './people.ts';
import { fillLevels, type Place } from './places.ts';
import { exactSizes } from './sizes.ts';
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

/** The margins contradict one another in a way that only shows when they are fitted. */
export class ContradictoryMargins extends Error {
  override readonly name = 'ContradictoryMargins';
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
  placePoints(land, arrays);

  const table = importTable(plan.census, plan.totals, model, grids.some(({ kind }) => kind === 'exclusive'));
  const spans = groupSpans(plan.groups, micros);
  arrays.microFamilyHouseholds.set(micros.map(({ families }) => families));
  for (const [i, { from, to }] of spans.entries()) {
    arrays.microCollectiveHouseholds.set(shareCollectives(plan.groups[i].collectives, micros.slice(from, to)), from);
  }
  runningTotal(
    arrays.microHouseholds,
    arrays.microFamilyHouseholds.map((number, micro) => number + arrays.microCollectiveHouseholds[micro]),
  );
  const unitIds = identifiers(units);
  const facts = {
    units: units.map((place, i) => unitOf(place, unitIds[i])),
    townships: townships.map(townshipOf),
    communities: communities.map((place, i) => communityOf(place, land.communityArea[i], plan.groups)),
  };
  fillPeople(plan, table, units, spans, arrays, draws);
  addActivity(table, { ...facts, townships: [] }, arrays, draws);

  const all: CityFacts = {
    name: plan.name,
    title: plan.title,
    origin,
    ...facts,
    unitOutlines: land.unitOutlines,
    waters: [],
    controls: importControls(units, table, plan.sizes, unitIds),
    layout: 'imported',
    hash: '',
  };
  return { ...all, ...arrays, hash: hashCity(all, arrays) };
}
