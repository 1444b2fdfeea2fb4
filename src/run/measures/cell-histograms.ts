/** The histograms of all cells of one layer and stage: keys (cell x 4096 + bin) rise, each with a count. */
export interface CellHistograms {
  readonly keys: Uint32Array;
  readonly counts: Uint32Array;
}

/** More than there are bins. */
export const KEY_BINS = 4096;

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

/** The histograms of so many cells that stand in a counter for each key; the counters are zero afterwards, to be used again. */
export function takeCounts(counters: Uint32Array, cells: number): CellHistograms {
  const end = cells * KEY_BINS;
  let length = 0;
  for (let key = 0; key < end; key++) if (counters[key] > 0) length++;
  const keys = new Uint32Array(length);
  const counts = new Uint32Array(length);
  let at = 0;
  for (let key = 0; key < end; key++) {
    if (counters[key] === 0) continue;
    keys[at] = key;
    counts[at++] = counters[key];
    counters[key] = 0;
  }
  return { keys, counts };
}

/** The histograms of `cells` larger cells: `parent` is the one that each cell belongs to. `counters`: as many, all zero. */
export function foldHistograms(
  below: CellHistograms,
  parent: ArrayLike<number>,
  cells: number,
  counters: Uint32Array,
): CellHistograms {
  for (let i = 0; i < below.keys.length; i++) {
    const cell = Math.floor(below.keys[i] / KEY_BINS);
    counters[parent[cell] * KEY_BINS + below.keys[i] - cell * KEY_BINS] += below.counts[i];
  }
  return takeCounts(counters, cells);
}
