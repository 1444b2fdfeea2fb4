import type { LogRows } from './log/rows.ts';

/** The numbers of a log's rows, those of one kind together, each kind's in their order. */
export interface RowsByKind {
  readonly all: Uint32Array;
  of(kind: number): Uint32Array;
}

/** `kindOf` is an index per category. */
export function rowsByKind(rows: LogRows, kindOf: ArrayLike<number>, kinds: number): RowsByKind {
  const starts = new Uint32Array(kinds + 1);
  for (let row = 0; row < rows.length; row++) starts[kindOf[rows.category.get(row)] + 1]++;
  for (let kind = 0; kind < kinds; kind++) starts[kind + 1] += starts[kind];
  const next = starts.slice();
  const all = new Uint32Array(rows.length);
  for (let row = 0; row < rows.length; row++) all[next[kindOf[rows.category.get(row)]]++] = row;
  return { all, of: (kind) => all.subarray(starts[kind], starts[kind + 1]) };
}
