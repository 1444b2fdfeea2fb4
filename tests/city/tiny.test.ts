import { describe, expect, it } from 'vitest';
import { GRID_COMPREHENSIVE, GRID_EXCLUSIVE } from '../../src/city/city.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { expectConsistent } from './consistent.ts';

describe('a small regular city', () => {
  it.each([
    {},
    { units: 3, exclusiveGrids: 2 },
    { units: 1, townshipsPerUnit: 1, communitiesPerTownship: 1, gridsPerCommunity: 1, microsPerGrid: 1 },
    { units: 2, townshipsPerUnit: 3, communitiesPerTownship: 5, gridsPerCommunity: 3, microsPerGrid: 7 },
    { exclusiveGrids: 8 },
  ])('is consistent with the options %o', (options) => {
    expectConsistent(tinyCity(options));
  });

  it('has the sizes asked for', () => {
    const city = tinyCity({ units: 2, townshipsPerUnit: 1, gridsPerCommunity: 3, microsPerGrid: 5, exclusiveGrids: 4 });
    expect(city.units.length).toBe(2);
    expect(city.communities.length).toBe(4);
    expect(city.gridKind.length).toBe(12);
    expect(city.microX.length).toBe(60);
    expect(city.gridKind.filter((kind) => kind === GRID_EXCLUSIVE).length).toBe(4);
    expect(city.gridKind[0]).toBe(GRID_COMPREHENSIVE);
    expect(city.microResidents.slice(40).every((residents) => residents === 0)).toBe(true);
  });

  it('lays square micro-grids side by side, so a neighbour is one side away', () => {
    const city = tinyCity({ side: 100 });
    for (let m = 0; m < city.microX.length; m++) {
      for (let k = city.microNeighbourStart[m]; k < city.microNeighbourStart[m + 1]; k++) {
        const n = city.microNeighbours[k];
        expect(Math.hypot(city.microX[m] - city.microX[n], city.microY[m] - city.microY[n])).toBeCloseTo(100, 9);
      }
    }
  });
});
