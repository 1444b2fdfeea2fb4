import { BINS } from '../../kernel/histogram.ts';
import { type CellHistograms, foldHistograms, KEY_BINS, takeCounts } from './cell-histograms.ts';
import { BASIC_LAYERS, type Cells, LAYERS, type Layer } from './cells.ts';
import { type ObservedRows, UNFINISHED } from './observed.ts';
import { STAGES } from './stages.ts';

/** The histograms of a stage's times in the cells of every layer. */
export type StageHistograms = Readonly<Record<Layer, CellHistograms>>;

/** Adds up what was observed, stage by stage: what has been taken up need not be kept. */
export function* tabulate(rows: ObservedRows, cells: Cells): Generator<StageHistograms> {
  const counters = new Uint32Array(mostCells(cells) * KEY_BINS);
  for (let stage = 0; stage < STAGES.length; stage++) {
    const bins = columnOf(rows, stage);
    const found: Partial<Record<Layer, CellHistograms>> = {};
    for (const layer of BASIC_LAYERS) {
      const size = cells.names[layer].length;
      found[layer] =
        layer === 'community' ? sorted(bins, rows[layer], size) : counted(bins, rows[layer], size, counters);
    }
    for (const { from, to, parent } of cells.folds) {
      const below = found[from];
      if (below !== undefined) found[to] = foldHistograms(below, parent, cells.names[to].length, counters);
    }
    yield found as StageHistograms;
  }
}

/** How many times are finished and how many are not, per row of `Cells`. */
export function countObserved(rows: ObservedRows, cells: Cells): { finished: Float64Array; unfinished: Float64Array } {
  const finished = new Float64Array(cells.rows);
  const unfinished = new Float64Array(cells.rows);
  for (let stage = 0; stage < STAGES.length; stage++) {
    const bins = columnOf(rows, stage);
    for (const layer of BASIC_LAYERS) {
      const row = cells.row(layer, stage);
      const cellOf = rows[layer];
      for (let i = 0; i < bins.length; i++) {
        if (bins[i] < UNFINISHED) finished[row + cellOf[i]]++;
        else if (bins[i] === UNFINISHED) unfinished[row + cellOf[i]]++;
      }
    }
  }
  cells.foldRows(finished);
  cells.foldRows(unfinished);
  return { finished, unfinished };
}

function columnOf({ bins, level }: ObservedRows, stage: number): Uint16Array {
  const column = new Uint16Array(level.length);
  for (let i = 0; i < column.length; i++) column[i] = bins[i * STAGES.length + stage];
  return column;
}

/** Of the layers whose histograms are counted: all but that of the communities. */
function mostCells({ names }: Cells): number {
  return Math.max(...LAYERS.map((layer) => (layer === 'community' ? 0 : names[layer].length)));
}

/** The histograms of a layer of few cells: a counter for each cell and bin. */
function counted(bins: Uint16Array, cellOf: ArrayLike<number>, cells: number, counters: Uint32Array): CellHistograms {
  for (let i = 0; i < bins.length; i++) if (bins[i] < UNFINISHED) counters[cellOf[i] * KEY_BINS + bins[i]]++;
  return takeCounts(counters, cells);
}

/** The same of a layer of many cells: sorted by bin, then by cell, and read run by run. */
function sorted(bins: Uint16Array, cellOf: ArrayLike<number>, cells: number): CellHistograms {
  const next = new Uint32Array(BINS + 1);
  const starts = new Uint32Array(cells + 1);
  for (let i = 0; i < bins.length; i++) {
    if (bins[i] >= UNFINISHED) continue;
    next[bins[i] + 1]++;
    starts[cellOf[i] + 1]++;
  }
  for (let bin = 0; bin < BINS; bin++) next[bin + 1] += next[bin];
  for (let cell = 0; cell < cells; cell++) starts[cell + 1] += starts[cell];
  const byBin = new Uint32Array(next[BINS]);
  for (let i = 0; i < bins.length; i++)
    if (bins[i] < UNFINISHED) byBin[next[bins[i]]++] = cellOf[i] * KEY_BINS + bins[i];
  const keys = new Uint32Array(byBin.length);
  for (const key of byBin) keys[starts[Math.floor(key / KEY_BINS)]++] = key;
  const counts = new Uint32Array(keys.length);
  let runs = 0;
  for (let k = 0; k < keys.length; k++) {
    if (k === 0 || keys[k] !== keys[runs - 1]) keys[runs++] = keys[k];
    counts[runs - 1]++;
  }
  return { keys: keys.slice(0, runs), counts: counts.slice(0, runs) };
}
