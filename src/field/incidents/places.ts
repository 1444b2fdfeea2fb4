import type { City } from '../../city/city.ts';
import { DRIVERS } from '../../scenario/terms.ts';

/** Where incidents fall: cumulative weights over the micro-grids in their fixed order, one row per driver. */
export class Places {
  private readonly sums: readonly Float64Array[];
  private readonly first: Int32Array;

  constructor(city: City) {
    const weights: Record<(typeof DRIVERS)[number], ArrayLike<number>> = {
      residents: city.microResidents,
      households: city.microFamilyHouseholds,
      livingAlone: city.microLivingAlone,
      shops: city.microShops,
      area: city.microArea,
      visitors: city.microVisitors,
    };
    this.sums = DRIVERS.map((driver) => {
      const sums = new Float64Array(city.microX.length + 1);
      for (let m = 0; m < city.microX.length; m++) sums[m + 1] = sums[m] + weights[driver][m];
      return sums;
    });
    this.first = Int32Array.from(city.unitTownships, (township) => {
      return city.gridMicros[city.communityGrids[city.townshipCommunities[township]]];
    });
  }

  /** The unit's share of the city's weight; 0 where the city has none. */
  share(driver: number, unit: number): number {
    const sums = this.sums[driver];
    const total = sums[sums.length - 1];
    return total === 0 ? 0 : (sums[this.first[unit + 1]] - sums[this.first[unit]]) / total;
  }

  /** The micro-grid of the unit at share u in (0, 1) of its weight. */
  at(driver: number, unit: number, u: number): number {
    const sums = this.sums[driver];
    let low = this.first[unit];
    let high = this.first[unit + 1];
    const target = sums[low] + u * (sums[high] - sums[low]);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sums[middle] <= target) low = middle;
      else high = middle;
    }
    return low;
  }
}
