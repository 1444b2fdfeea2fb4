import type { Percentile } from '../../kernel/histogram.ts';
import type { Measure } from '../result.ts';
import { mergeHistograms } from './cell-histograms.ts';
import { type Cells, LAYERS, type Layer } from './cells.ts';
import { noMeasure, percentileMeasure, plain, withInterval } from './measure.ts';
import type { StageRecord } from './observations.ts';
import { Observed } from './observed.ts';
import { CELL_PERCENTILES, HistogramReader, leastObservations, PERCENTILES } from './percentiles.ts';
import { STAGES, type Stage } from './stages.ts';
import { Sums } from './sums.ts';
import { type StageHistograms, tabulate } from './tabulate.ts';

/** Stages of which a cell tells how many were unfinished. */
const TOLD_UNFINISHED: readonly Stage[] = ['dispatch', 'handling', 'closure'];
/** So many incidents are kept as they came before they are added up: 11 MB. */
const MOST_KEPT = 500_000;

type Entries = Record<string, Measure>;

/** The times of the stages over all replications, per row of `Cells`. */
export class StageSummary {
  private table: StageHistograms[] = [];
  private kept = new Observed();
  private replications = 0;
  private readonly finished: Float64Array;
  private readonly unfinished: Float64Array;
  private readonly means: Sums;
  private readonly quantiles: Sums;
  private readonly longest = new Float64Array(STAGES.length).fill(Number.NEGATIVE_INFINITY);
  private readonly cells: Cells;
  private readonly followed: number;

  /** `followed`: seconds that everything is followed beyond the window. */
  constructor(cells: Cells, followed: number) {
    this.cells = cells;
    this.followed = followed;
    this.finished = new Float64Array(cells.rows);
    this.unfinished = new Float64Array(cells.rows);
    this.means = new Sums(cells.rows);
    this.quantiles = new Sums(cells.rows * PERCENTILES.length);
  }

  absorb({ rows, finished, unfinished, sums, longest }: StageRecord, quantiles: Float64Array): void {
    this.kept.append(rows);
    if (this.kept.length >= MOST_KEPT) this.addUp();
    this.replications++;
    this.quantiles.addAll(quantiles);
    for (let row = 0; row < sums.length; row++) {
      this.finished[row] += finished[row];
      this.unfinished[row] += unfinished[row];
      this.means.add(row, sums[row] / (finished[row] + unfinished[row]));
    }
    longest.forEach((seconds, stage) => {
      if (seconds > this.longest[stage]) this.longest[stage] = seconds;
    });
  }

  /** Observations per replication. */
  count(row: number): number {
    return (this.finished[row] + this.unfinished[row]) / this.replications;
  }

  mean(row: number): Measure {
    return withInterval(this.means.meanInterval(row), 's');
  }

  /** The measures of every cell, `STAGE.STATISTIC` each, entered into the cells of each layer. */
  enter(into: Readonly<Record<Layer, readonly Entries[]>>): void {
    if (this.replications === 0) return;
    this.addUp();
    for (const layer of LAYERS) for (const index of STAGES.keys()) this.enterBlock(into[layer], layer, index);
  }

  private enterBlock(into: readonly Entries[], layer: Layer, index: number): void {
    const stage = STAGES[index];
    const row = this.cells.row(layer, index);
    const reader = new HistogramReader(this.table[index][layer]);
    for (const [cell, measures] of into.entries()) {
      measures[`${stage}.count`] = plain(this.count(row + cell), 'count');
      measures[`${stage}.mean`] = this.mean(row + cell);
      if (layer === 'city') this.enterWhole(measures, stage, row, reader);
      else this.enterCell(measures, stage, row, cell, reader);
    }
  }

  /** Enters what is kept in the table. */
  private addUp(): void {
    if (this.kept.length === 0 && this.table.length > 0) return;
    const more = [...tabulate(this.kept.rows(), this.cells)];
    this.table = this.table.length === 0 ? more : this.table.map((stage, index) => merged(stage, more[index]));
    this.kept = new Observed();
  }

  private enterWhole(measures: Entries, stage: Stage, row: number, reader: HistogramReader): void {
    const longest = this.longest[STAGES.indexOf(stage)];
    const found = reader.read(0, this.unfinished[row], PERCENTILES);
    for (const [i, { name }] of PERCENTILES.entries()) {
      // The middle of the last bin may lie beyond the longest time, which is known exactly.
      const value = Math.min(found[i].value, longest);
      measures[`${stage}.${name}`] = this.percentile(row, i, { ...found[i], value });
    }
    measures[`${stage}.max`] = plain(longest < 0 ? Number.NaN : longest, 's');
    measures[`${stage}.unfinished`] = this.leftOver(row);
  }

  private enterCell(measures: Entries, stage: Stage, first: number, cell: number, reader: HistogramReader): void {
    const row = first + cell;
    const enough = CELL_PERCENTILES.filter(({ p }) => this.count(row) >= leastObservations(p));
    const found = reader.read(cell, this.unfinished[row], enough);
    const why = this.count(row) === 0 ? 'none' : 'tooFew';
    for (const [i, { name }] of CELL_PERCENTILES.entries()) {
      measures[`${stage}.${name}`] = i < enough.length ? this.percentile(row, i, found[i]) : noMeasure('s', why);
    }
    if (TOLD_UNFINISHED.includes(stage)) measures[`${stage}.unfinished`] = this.leftOver(row);
  }

  private leftOver(row: number): Measure {
    return plain(this.unfinished[row] / this.replications, 'count');
  }

  /** Without an interval where some replication has no such percentile, or a censored one. */
  private percentile(row: number, index: number, found: Percentile): Measure {
    const own = row * PERCENTILES.length + index;
    return percentileMeasure(found, this.followed, (value) =>
      this.quantiles.n[own] < this.replications
        ? { value, low: null, high: null }
        : this.quantiles.sectioning(own, value),
    );
  }
}

function merged(a: StageHistograms, b: StageHistograms): StageHistograms {
  const pairs = LAYERS.map((layer) => [layer, mergeHistograms(a[layer], b[layer])] as const);
  return Object.fromEntries(pairs) as StageHistograms;
}
