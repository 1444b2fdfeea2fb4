import { grown } from '../../kernel/grown.ts';
import { BINS, binOf } from '../../kernel/histogram.ts';
import { BASIC_LAYERS, type BasicCells, type BasicLayer, type Cells, LAYERS, type Layer } from './cells.ts';
import { blocksOf, type CellHistograms, foldHistograms, KEY_BINS, type StageTable, takeCounts } from './stage-table.ts';
import { type Clocks, STAGES } from './stages.ts';
import { type Window, within } from './window.ts';

const STAGE_COUNT = STAGES.length;
/** Instead of a bin: the clock did not start in the window; it never stopped. */
const ABSENT = 0xffff;
const UNFINISHED = 0xfffe;

/** What an incident is for the breakdowns: its cells in the basic layers. */
export type Nature = BasicCells;

/** The times of one replication's cohort, per row of `Cells`. */
export interface StageRecord {
  readonly table: StageTable;
  readonly finished: Float64Array;
  readonly unfinished: Float64Array;
  /** Seconds, each time restricted. */
  readonly sums: Float64Array;
  /** Longest finished time of each stage in the whole city, NaN without any. */
  readonly longest: Float64Array;
}

/** Collects the times of the cohort: 22 bytes per incident, exact sums, and histograms once at the end. */
export class Observations {
  private length = 0;
  private bins = new Uint16Array(4096 * STAGE_COUNT);
  private communities = new Uint16Array(4096);
  private kinds = new Uint16Array(4096);
  private severities = new Uint8Array(4096);
  private levels = new Uint8Array(4096);
  /** Seconds of each cell of the basic layers, all stages of a cell side by side: an incident touches few places. */
  private readonly seconds: Float64Array;
  private readonly first: BasicCells;
  private readonly longest = new Float64Array(STAGE_COUNT).fill(Number.NaN);
  private readonly cells: Cells;
  private readonly window: Window;

  constructor(cells: Cells, window: Window) {
    this.cells = cells;
    this.window = window;
    this.seconds = new Float64Array(cells.rows);
    this.first = cells.basic();
  }

  /** Enters the times of an incident whose clocks started in the window. */
  add(clocks: Clocks, nature: Nature): void {
    const i = this.length;
    if (i === this.levels.length) this.grow();
    const { bins, window, first, seconds: sums } = this;
    const community = (first.community + nature.community) * STAGE_COUNT;
    const kind = (first.kind + nature.kind) * STAGE_COUNT;
    const severity = (first.severity + nature.severity) * STAGE_COUNT;
    const level = (first.level + nature.level) * STAGE_COUNT;
    let belongs = false;
    for (let stage = 0; stage < STAGE_COUNT; stage++) {
      const start = clocks.starts[stage];
      let bin = ABSENT;
      if (within(window, start)) {
        belongs = true;
        const seconds = clocks.stops[stage] - start;
        const finished = !Number.isNaN(seconds);
        bin = finished ? binOf(seconds) : UNFINISHED;
        if (finished && !(seconds <= this.longest[stage])) this.longest[stage] = seconds;
        const restricted = finished ? Math.min(seconds, window.restriction) : window.restriction;
        sums[community + stage] += restricted;
        sums[kind + stage] += restricted;
        sums[severity + stage] += restricted;
        sums[level + stage] += restricted;
      }
      bins[i * STAGE_COUNT + stage] = bin;
    }
    if (!belongs) return;
    this.communities[i] = nature.community;
    this.kinds[i] = nature.kind;
    this.severities[i] = nature.severity;
    this.levels[i] = nature.level;
    this.length++;
  }

  /** Adds everything up. */
  record(): StageRecord {
    const { cells, longest } = this;
    const sums = this.sums();
    const finished = new Float64Array(cells.rows);
    const unfinished = new Float64Array(cells.rows);
    const counters = new Uint32Array(mostCells(cells) * KEY_BINS);
    const byStage = STAGES.map((_, stage) => this.histograms(stage, finished, unfinished, counters));
    for (const numbers of [sums, finished, unfinished]) cells.foldRows(numbers);
    const table = Array.from(blocksOf(cells), ({ layer, index }) => byStage[index][layer]);
    return { table, finished, unfinished, sums, longest };
  }

  /** The histograms of a stage in all layers; enters the numbers of observations in the basic ones. */
  private histograms(
    stage: number,
    finished: Float64Array,
    unfinished: Float64Array,
    counters: Uint32Array,
  ): Readonly<Record<Layer, CellHistograms>> {
    const { cells, length } = this;
    const bins = this.column(stage);
    const found: Partial<Record<Layer, CellHistograms>> = {};
    for (const layer of BASIC_LAYERS) {
      const row = cells.row(layer, stage);
      const size = cells.names[layer].length;
      const cellOf = this.cellsOf(layer);
      for (let i = 0; i < length; i++) {
        if (bins[i] < UNFINISHED) finished[row + cellOf[i]]++;
        else if (bins[i] === UNFINISHED) unfinished[row + cellOf[i]]++;
      }
      const numbers = finished.subarray(row, row + size);
      found[layer] =
        layer === 'community'
          ? tabulateMany(bins, cellOf, length, numbers)
          : tabulate(bins, cellOf, length, size, counters);
    }
    for (const { from, to, parent } of cells.folds) {
      const below = found[from];
      if (below !== undefined) found[to] = foldHistograms(below, parent, cells.names[to].length, counters);
    }
    return found as Record<Layer, CellHistograms>;
  }

  private column(stage: number): Uint16Array {
    const { bins, length } = this;
    const column = new Uint16Array(length);
    for (let i = 0; i < length; i++) column[i] = bins[i * STAGE_COUNT + stage];
    return column;
  }

  private cellsOf(layer: BasicLayer): Uint16Array | Uint8Array {
    if (layer === 'community') return this.communities;
    if (layer === 'kind') return this.kinds;
    return layer === 'severity' ? this.severities : this.levels;
  }

  /** The sums in rows. */
  private sums(): Float64Array {
    const { cells, seconds } = this;
    const sums = new Float64Array(cells.rows);
    for (const layer of BASIC_LAYERS) {
      const size = cells.names[layer].length;
      for (let stage = 0; stage < STAGE_COUNT; stage++) {
        const row = cells.row(layer, stage);
        for (let cell = 0; cell < size; cell++)
          sums[row + cell] = seconds[(cells.cell(layer) + cell) * STAGE_COUNT + stage];
      }
    }
    return sums;
  }

  private grow(): void {
    const length = 2 * this.levels.length;
    this.bins = grown(this.bins, length * STAGE_COUNT);
    this.communities = grown(this.communities, length);
    this.kinds = grown(this.kinds, length);
    this.severities = grown(this.severities, length);
    this.levels = grown(this.levels, length);
  }
}

/** The histograms of a stage in a layer of few cells: a counter for each cell and bin. */
function tabulate(
  bins: Uint16Array,
  cellOf: ArrayLike<number>,
  length: number,
  cells: number,
  counters: Uint32Array,
): CellHistograms {
  for (let i = 0; i < length; i++) if (bins[i] < UNFINISHED) counters[cellOf[i] * KEY_BINS + bins[i]]++;
  return takeCounts(counters, cells);
}

/** Of the layers whose histograms are counted: all but that of the communities. */
function mostCells({ names }: Cells): number {
  return Math.max(...LAYERS.map((layer) => (layer === 'community' ? 0 : names[layer].length)));
}

/** The same in a layer of many cells: sorted by bin, then by cell, and read run by run. `finished`: per cell. */
function tabulateMany(
  bins: Uint16Array,
  cellOf: ArrayLike<number>,
  length: number,
  finished: Float64Array,
): CellHistograms {
  const next = new Uint32Array(BINS + 1);
  for (let i = 0; i < length; i++) if (bins[i] < UNFINISHED) next[bins[i] + 1]++;
  for (let bin = 0; bin < BINS; bin++) next[bin + 1] += next[bin];
  const sorted = new Uint32Array(next[BINS]);
  for (let i = 0; i < length; i++) if (bins[i] < UNFINISHED) sorted[next[bins[i]]++] = cellOf[i] * KEY_BINS + bins[i];
  const starts = new Uint32Array(finished.length);
  for (let cell = 1; cell < finished.length; cell++) starts[cell] = starts[cell - 1] + finished[cell - 1];
  const keys = new Uint32Array(sorted.length);
  for (const key of sorted) keys[starts[Math.floor(key / KEY_BINS)]++] = key;
  const counts = new Uint32Array(keys.length);
  let runs = 0;
  for (let k = 0; k < keys.length; k++) {
    if (k === 0 || keys[k] !== keys[runs - 1]) keys[runs++] = keys[k];
    counts[runs - 1]++;
  }
  return { keys: keys.slice(0, runs), counts: counts.slice(0, runs) };
}
