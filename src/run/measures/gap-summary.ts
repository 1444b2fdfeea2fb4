import { Histogram } from '../../kernel/histogram.ts';
import type { Measure } from '../result.ts';
import { percentileMeasure } from './measure.ts';
import { GAP_PERCENTILE, type PatrolRecord } from './patrol.ts';
import { Sums } from './sums.ts';

/** The ages at which patrol gaps end, over all replications. */
export class GapSummary {
  private readonly ages = new Histogram();
  private ageless = 0;
  private replications = 0;
  private readonly own = new Sums(1);

  absorb({ ages, ageless }: PatrolRecord, own: number): void {
    this.replications++;
    this.ages.merge(Histogram.fromSparse(ages));
    this.ageless += ageless;
    this.own.add(0, own);
  }

  measure(): Measure {
    return percentileMeasure(this.ages.percentile(GAP_PERCENTILE, this.ageless), 0, (value) =>
      this.own.n[0] < this.replications ? { value, low: null, high: null } : this.own.sectioning(0, value),
    );
  }
}
