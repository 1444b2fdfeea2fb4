import type { MeasureUnit } from '../result.ts';

/** One replication's value of a measure; NaN where it has none. */
export interface Scalar {
  readonly value: number;
  readonly unit: MeasureUnit;
}
export type Scalars = Readonly<Record<string, Scalar>>;

/** A part of a whole; NaN without a whole. */
export function share(part: number, whole: number): Scalar {
  return { value: whole > 0 ? part / whole : Number.NaN, unit: 'share' };
}

/** So many in the replication. */
export function count(value: number): Scalar {
  return { value, unit: 'count' };
}
