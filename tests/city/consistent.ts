import { expect } from 'vitest';
import type { City } from '../../src/city/city.ts';
import { GRID_COMPREHENSIVE } from '../../src/city/city.ts';
import { LIVES_ALONE } from '../../src/city/traits.ts';

function ranges(starts: Int32Array, children: number): void {
  expect(starts[0]).toBe(0);
  expect(starts[starts.length - 1]).toBe(children);
  let falling = 0;
  for (let i = 1; i < starts.length; i++) if (starts[i] < starts[i - 1]) falling++;
  expect(falling).toBe(0);
}

function parents(starts: Int32Array, parent: Int32Array): void {
  let wrong = 0;
  for (let child = 0; child < parent.length; child++) {
    if (starts[parent[child]] > child || starts[parent[child] + 1] <= child) wrong++;
  }
  expect(wrong).toBe(0);
}

/** What holds in every city: ranges nest, parents and counts agree with them, neighbours are mutual, places are sane. */
export function expectConsistent(city: City): void {
  const micros = city.microX.length;
  const households = city.householdKind.length;
  ranges(city.unitTownships, city.townships.length);
  ranges(city.townshipCommunities, city.communities.length);
  ranges(city.communityGrids, city.gridKind.length);
  ranges(city.gridMicros, micros);
  ranges(city.microHouseholds, households);
  ranges(city.householdResidents, city.residentTraits.length);
  parents(city.unitTownships, city.townshipUnit);
  parents(city.townshipCommunities, city.communityTownship);
  parents(city.communityGrids, city.gridCommunity);
  parents(city.gridMicros, city.microGrid);
  expect(city.unitOutlines.length).toBe(city.units.length);

  let wrongCounts = 0;
  let emptyComprehensive = 0;
  let badPlaces = 0;
  for (let micro = 0; micro < micros; micro++) {
    let family = 0;
    let collective = 0;
    let alone = 0;
    const firstResident = city.householdResidents[city.microHouseholds[micro]];
    const lastResident = city.householdResidents[city.microHouseholds[micro + 1]];
    for (let h = city.microHouseholds[micro]; h < city.microHouseholds[micro + 1]; h++) {
      if (city.householdKind[h] === 0) family++;
      else collective++;
    }
    for (let r = firstResident; r < lastResident; r++) if ((city.residentTraits[r] & LIVES_ALONE) !== 0) alone++;
    if (
      family !== city.microFamilyHouseholds[micro] ||
      collective !== city.microCollectiveHouseholds[micro] ||
      alone !== city.microLivingAlone[micro] ||
      lastResident - firstResident !== city.microResidents[micro]
    ) {
      wrongCounts++;
    }
    if (family === 0 && city.gridKind[city.microGrid[micro]] === GRID_COMPREHENSIVE) emptyComprehensive++;
    const sane =
      Number.isFinite(city.microX[micro]) &&
      Number.isFinite(city.microY[micro]) &&
      city.microArea[micro] > 0 &&
      city.microRoadFactor[micro] >= 1 &&
      city.microShops[micro] >= 0 &&
      city.microVisitors[micro] >= 0;
    if (!sane) badPlaces++;
  }
  expect({ wrongCounts, emptyComprehensive, badPlaces }).toEqual({
    wrongCounts: 0,
    emptyComprehensive: 0,
    badPlaces: 0,
  });

  let emptyHouseholds = 0;
  for (let h = 0; h < households; h++)
    if (city.householdResidents[h + 1] === city.householdResidents[h]) emptyHouseholds++;
  expect(emptyHouseholds).toBe(0);

  ranges(city.microNeighbourStart, city.microNeighbours.length);
  const neighbours = (micro: number) =>
    city.microNeighbours.subarray(city.microNeighbourStart[micro], city.microNeighbourStart[micro + 1]);
  let oneSided = 0;
  let itself = 0;
  for (let micro = 0; micro < micros; micro++) {
    for (const other of neighbours(micro)) {
      if (other === micro) itself++;
      if (!neighbours(other).includes(micro)) oneSided++;
    }
  }
  expect({ oneSided, itself }).toEqual({ oneSided: 0, itself: 0 });
}
