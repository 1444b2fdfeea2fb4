import { BINS, type Percentile, sparsePercentile } from '../../kernel/histogram.ts';
import { type CellHistograms, KEY_BINS } from './cell-histograms.ts';
import { type Cells, LAYERS } from './cells.ts';
import type { StageRecord } from './observations.ts';
import { tabulate } from './tabulate.ts';

/** Percentiles of the stages' times; cells have the first two, the whole city all. */
export const PERCENTILES = [
  { name: 'p50', p: 0.5 },
  { name: 'p90', p: 0.9 },
  { name: 'p95', p: 0.95 },
  { name: 'p99', p: 0.99 },
] as const;
export const CELL_PERCENTILES = PERCENTILES.slice(0, 2);

/** A cell with fewer observations per replication has no such percentile. */
export function leastObservations(p: number): number {
  // Rounded, as 10 / (1 - 0.9) is not 100.
  return Math.round(10 / (1 - p));
}

/** Reads the percentiles of one cell after another; cells must be asked for in rising order. */
export class HistogramReader {
  private at = 0;
  private readonly bins = new Uint16Array(BINS);
  private readonly weights = new Float64Array(BINS);
  private readonly histograms: CellHistograms;

  constructor(histograms: CellHistograms) {
    this.histograms = histograms;
  }

  /** The cell's percentiles, one per `wanted`. */
  read(cell: number, unfinished: number, wanted: readonly { readonly p: number }[]): Percentile[] {
    const { keys, counts } = this.histograms;
    const first = cell * KEY_BINS;
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
 * A replication's own percentiles for the intervals by sectioning, rows of `Cells` x PERCENTILES; NaN where it is
 * censored. Cells far from enough observations are left out: theirs are never shown.
 */
export function ownQuantiles({ rows, finished, unfinished }: StageRecord, cells: Cells): Float64Array {
  const quantiles = new Float64Array(cells.rows * PERCENTILES.length).fill(Number.NaN);
  let stage = 0;
  for (const histograms of tabulate(rows, cells)) {
    for (const layer of LAYERS) {
      const reader = new HistogramReader(histograms[layer]);
      const first = cells.row(layer, stage);
      for (let cell = 0; cell < cells.names[layer].length; cell++) {
        const row = first + cell;
        const observations = finished[row] + unfinished[row];
        const wanted =
          layer === 'city' ? PERCENTILES : CELL_PERCENTILES.filter(({ p }) => observations >= leastObservations(p) / 2);
        for (const [i, { value, censored }] of reader.read(cell, unfinished[row], wanted).entries()) {
          quantiles[row * PERCENTILES.length + i] = censored ? Number.NaN : value;
        }
      }
    }
    stage++;
  }
  return quantiles;
}
