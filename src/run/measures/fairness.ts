import type { City } from '../../city/city.ts';
import { gini, jackknifeInterval } from '../../kernel/statistics.ts';
import type { Measure } from '../result.ts';
import type { Cells } from './cells.ts';
import { withInterval } from './measure.ts';
import type { StageRecord } from './observations.ts';
import { DISPATCH } from './stages.ts';

/** Of one replication, per unit. */
interface Dispatched {
  readonly seconds: Float64Array;
  readonly reports: Float64Array;
}

/**
 * How unequally mean dispatch is spread over the people of the units. Of means pooled over all replications: the noise of
 * single ones alone would look like inequality, however many there were.
 */
export class Fairness {
  private readonly row: number;
  private readonly residents: Float64Array;
  private readonly replications: Dispatched[] = [];

  constructor(cells: Cells, city: City) {
    this.row = cells.row('unit', DISPATCH);
    this.residents = new Float64Array(city.units.length);
    city.microResidents.forEach((number, micro) => {
      const township = city.communityTownship[city.gridCommunity[city.microGrid[micro]]];
      this.residents[city.townshipUnit[township]] += number;
    });
  }

  absorb({ sums, finished, unfinished }: StageRecord): void {
    const end = this.row + this.residents.length;
    const seconds = sums.slice(this.row, end);
    const reports = finished.slice(this.row, end).map((number, unit) => number + unfinished[this.row + unit]);
    this.replications.push({ seconds, reports });
  }

  measure(): Measure {
    const { replications } = this;
    const without = replications.map((one) => this.gini(replications.filter((other) => other !== one)));
    return withInterval(jackknifeInterval(this.gini(replications), without), 'gini');
  }

  private gini(of: readonly Dispatched[]): number {
    const means: number[] = [];
    const weights: number[] = [];
    for (const [unit, people] of this.residents.entries()) {
      const reports = of.reduce((sum, one) => sum + one.reports[unit], 0);
      if (reports === 0) continue;
      means.push(of.reduce((sum, one) => sum + one.seconds[unit], 0) / reports);
      weights.push(people);
    }
    return gini(means, weights);
  }
}
