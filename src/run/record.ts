import type { FieldRecord } from './measures/collector.ts';
import type { OutsideAccount } from './result.ts';

/** What one replication yields: plain data that another thread can take over. */
export interface ReplicationRecord extends FieldRecord {
  /** Own percentiles per row of `Cells` and percentile of `PERCENTILES`; NaN where there are none or they are censored. */
  readonly quantiles: Float64Array;
  /** Own 90th percentile of the patrol gaps, NaN likewise. */
  readonly gapQuantile: number;
  /** See `operatorCells`. */
  readonly operators: Float64Array;
  readonly outside?: OutsideAccount;
}
