import type { Cells } from './cells.ts';
import { LAYERS } from './cells.ts';
import { STAGES } from './stages.ts';

/** The histograms of all cells of one layer and stage: keys (cell x 4096 + bin) rise, each with a count. */
export interface CellHistograms {
  readonly keys: Uint32Array;
  readonly counts: Uint32Array;
}

/** The histograms of everything: layer by layer, stage by stage. */
export type StageTable = readonly CellHistograms[];

/** More than there are bins. */
export const KEY_BINS = 4096;

/** Each layer and stage with the row of its first cell, in the order of a table. */
export function* blocksOf(cells: Cells) {
  for (const layer of LAYERS) {
    for (const [index, stage] of STAGES.entries()) {
      yield { layer, stage, index, row: cells.row(layer, index), size: cells.names[layer].length };
    }
  }
}

/** The sum of two sets of histograms: a merge of two sorted lists. */
export function mergeHistograms(a: CellHistograms, b: CellHistograms): CellHistograms {
  const keys = new Uint32Array(a.keys.length + b.keys.length);
  const counts = new Uint32Array(keys.length);
  let i = 0;
  let j = 0;
  let length = 0;
  while (i < a.keys.length || j < b.keys.length) {
    const keyA = i < a.keys.length ? a.keys[i] : Number.POSITIVE_INFINITY;
    const keyB = j < b.keys.length ? b.keys[j] : Number.POSITIVE_INFINITY;
    keys[length] = Math.min(keyA, keyB);
    if (keyA <= keyB) counts[length] += a.counts[i++];
    if (keyB <= keyA) counts[length] += b.counts[j++];
    length++;
  }
  return { keys: keys.slice(0, length), counts: counts.slice(0, length) };
}
