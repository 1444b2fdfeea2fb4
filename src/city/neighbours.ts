import type { Lines } from './lines.ts';
import { BORDER, type Region } from './region.ts';

/** Neighbours in compressed rows: those of cell i are `neighbours[start[i] .. start[i + 1] - 1]`, rising. */
export interface Neighbours {
  readonly start: Int32Array;
  readonly neighbours: Int32Array;
}

/** Shortest common border that makes two cells neighbours, metres. */
const LEAST = 1;

interface Stretch {
  readonly cell: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Which cells have a common border. Every border is a stretch of one of the lines along which the land was cut, so it is
 * enough to compare, line by line, the stretches of the cells on its two sides.
 */
export function neighboursOf(cells: readonly Region[], lines: Lines): Neighbours {
  const sides: Stretch[][] = Array.from({ length: 2 * lines.size }, () => []);
  for (const [cell, region] of cells.entries()) {
    for (const loop of region) {
      for (let i = 0; i < loop.length; i += 3) {
        const line = loop[i + 2];
        if (line === BORDER) continue;
        const next = i + 3 === loop.length ? 0 : i + 3;
        const a = lines.along(line, loop[i], loop[i + 1]);
        const b = lines.along(line, loop[next], loop[next + 1]);
        if (Math.abs(b - a) < LEAST) continue;
        sides[2 * line + (a < b ? 0 : 1)].push({ cell, from: Math.min(a, b), to: Math.max(a, b) });
      }
    }
  }
  const found: Set<number>[] = cells.map(() => new Set());
  for (let line = 0; line < lines.size; line++) {
    const [left, right] = withoutReturns(sides[2 * line], sides[2 * line + 1]);
    for (const one of left) {
      for (const other of right) {
        if (Math.min(one.to, other.to) - Math.max(one.from, other.from) < LEAST || one.cell === other.cell) continue;
        found[one.cell].add(other.cell);
        found[other.cell].add(one.cell);
      }
    }
  }
  const start = new Int32Array(cells.length + 1);
  for (let cell = 0; cell < cells.length; cell++) start[cell + 1] = start[cell] + found[cell].size;
  const neighbours = new Int32Array(start[cells.length]);
  for (let cell = 0; cell < cells.length; cell++) {
    neighbours.set(
      Array.from(found[cell]).sort((a, b) => a - b),
      start[cell],
    );
  }
  return { start, neighbours };
}

/** A clipped shape may run along a cut and back between two of its pieces: what a cell covers on both sides is no border. */
function withoutReturns(left: readonly Stretch[], right: readonly Stretch[]): [Stretch[], Stretch[]] {
  const subtract = (from: readonly Stretch[], others: readonly Stretch[]): Stretch[] =>
    from.flatMap((stretch) => {
      let pieces = [stretch];
      for (const other of others) {
        if (other.cell !== stretch.cell) continue;
        pieces = pieces.flatMap((piece) =>
          [
            { ...piece, to: Math.min(piece.to, other.from) },
            { ...piece, from: Math.max(piece.from, other.to) },
          ].filter(({ from: a, to: b }) => b - a >= LEAST),
        );
      }
      return pieces;
    });
  return [subtract(left, right), subtract(right, left)];
}
