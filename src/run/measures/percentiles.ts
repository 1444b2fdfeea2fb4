import { BINS, type Percentile, sparsePercentile } from '../../kernel/histogram.ts';
import type { Cells } from './cells.ts';
import { KEY_BINS, type StageRecord, type StageTable } from './observations.ts';

/** Percentiles of the stages' times; cells have the first two, the whole city all. */
export const PERCENTILES = [
  { name: 'p50', p: 0.5 },
  { name: 'p90', p: 0.9 },
  { name: 'p95', p: 0.95 },
  { name: 'p99', p: 0.99 },
] as const;
export const CELL_PERCENTILES = PERCENTILES.slice(0, 2);

/** A cell with fewer observations per replication has no such percentile (DESIGN). */
export function leastObservations(p: number): number {
  // Rounded, as 10 / (1 - 0.9) is not 100.
  return Math.round(10 / (1 - p));
}

/** Reads the percentiles of one row after another out of a table of all rows; rows must be asked for in rising order. */
export class TableReader {
  private at = 0;
  private readonly bins = new Uint16Array(BINS);
  private readonly weights = new Float64Array(BINS);
  private readonly table: StageTable;

  constructor(table: StageTable) {
    this.table = table;
  }

  /** The row's percentiles, one per `wanted`. */
  read(row: number, unfinished: number, wanted: readonly { readonly p: number }[]): Percentile[] {
    const { keys, counts } = this.table;
    const first = row * KEY_BINS;
    while (this.at < keys.length && keys[this.at] < first) this.at++;
    if (wanted.length === 0) return [];
    let length = 0;
    for (; this.at < keys.length && keys[this.at] < first + KEY_BINS; this.at++) {
      this.bins[length] = keys[this.at] - first;
      this.weights[length++] = counts[this.at];
    }
    const bins = this.bins.subarray(0, length);
    const weights = this.weights.subarray(0, length);
    return wanted.map(({ p }) => sparsePercentile(bins, weights, p, unfinished));
  }
}

/**
 * A replication's own percentiles for the intervals by sectioning, `rows` x PERCENTILES; NaN where it is censored. Cells
 * far from enough observations are left out: theirs are never shown.
 */
export function ownQuantiles({ table, finished, unfinished }: StageRecord, cells: Cells): Float64Array {
  const quantiles = new Float64Array(cells.rows * PERCENTILES.length).fill(Number.NaN);
  const reader = new TableReader(table);
  const cityRows = cells.row('unit', 0);
  for (let row = 0; row < cells.rows; row++) {
    const observations = finished[row] + unfinished[row];
    const shown = row < cityRows ? PERCENTILES : CELL_PERCENTILES;
    const wanted = shown.filter(({ p }) => row < cityRows || observations >= leastObservations(p) / 2);
    const found = reader.read(row, unfinished[row], wanted);
    found.forEach(({ value, censored }, i) => {
      quantiles[row * PERCENTILES.length + PERCENTILES.indexOf(wanted[i])] = censored ? Number.NaN : value;
    });
  }
  return quantiles;
}
