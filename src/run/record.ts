import type { FieldRecord } from './measures/collector.ts';

/** What one replication yields: plain data that another thread can take over. */
export interface ReplicationRecord extends FieldRecord {
  /** Own percentiles per row of `Cells` and percentile of `PERCENTILES`; NaN where there are none or they are censored. */
  readonly quantiles: Float64Array;
  /** Own 90th percentile of the patrol gaps, NaN likewise. */
  readonly gapQuantile: number;
}

/** The buffers in a record, to be handed over instead of copied. */
export function buffersOf(record: ReplicationRecord): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) collect(part);
    }
  };
  collect(record);
  return [...buffers];
}
