import type { FieldRecord } from './measures/collector.ts';
import type { Scalars } from './measures/scalar.ts';

/** What one replication yields: plain data that another thread can take over. */
export interface ReplicationRecord extends FieldRecord {
  readonly scalars: Scalars;
  /** Own percentiles per row of `Cells` and percentile of `PERCENTILES`; NaN where there are none or they are censored. */
  readonly quantiles: Float64Array;
  /** Own 90th percentile of the patrol gaps, NaN likewise. */
  readonly gapQuantile: number;
}

/** The buffers of a record, to be handed over instead of copied. */
export function buffersOf({
  stages,
  onTime,
  patrol,
  series,
  reportedByMicro,
  quantiles,
}: ReplicationRecord): ArrayBuffer[] {
  const { table, finished, unfinished, sums, longest } = stages;
  const { gapByMicro, gapByCell, ages } = patrol;
  const arrays: ArrayBufferView[] = [
    ...[
      table.keys,
      table.counts,
      finished,
      unfinished,
      sums,
      longest,
      onTime.due,
      onTime.onTime,
      gapByMicro,
      gapByCell,
    ],
    ...[ages.bins, ages.counts, reportedByMicro, quantiles, ...Object.values(series)],
  ];
  return [...new Set(arrays.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}
