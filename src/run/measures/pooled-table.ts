import type { StageTable } from './observations.ts';

/** The sum of two tables of histograms: a merge of two sorted lists. */
export function mergeTables(a: StageTable, b: StageTable): StageTable {
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
