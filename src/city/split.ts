import type { Lines } from './lines.ts';
import { clip, measure, type Region } from './region.ts';

/**
 * Cells of a region in proportion to `weights` (positive), in their order: the region is cut across its longest extent
 * into two groups of about equal weight, and each part likewise. Areas come out exact, the cells fill the region, and
 * each is as compact as straight cuts allow. With a `focus`, the earlier cells lie on its side of every cut, so that the
 * first gather about it.
 */
export function split(
  region: Region,
  weights: ArrayLike<number>,
  lines: Lines,
  focus?: { readonly x: number; readonly y: number },
): Region[] {
  const cells: Region[] = [];
  const splitRange = (part: Region, from: number, to: number): void => {
    if (to - from === 1) {
      cells.push(part);
      return;
    }
    const { middle, share } = balance(weights, from, to);
    const { area, x, y, dx, dy } = measure(part);
    const turn = focus !== undefined && dx * (focus.x - x) + dy * (focus.y - y) > 0 ? -1 : 1;
    const [ax, ay] = [turn * dx, turn * dy];
    const at = offsetOfArea(part, ax, ay, area * share);
    const line = lines.add(-ay, ax);
    splitRange(clip(part, ax, ay, at, line), from, middle);
    splitRange(clip(part, -ax, -ay, -at, line), middle, to);
  };
  splitRange(region, 0, weights.length);
  return cells;
}

/** Where to part weights `from .. to - 1` into two of about equal weight, and the share of the first. */
function balance(weights: ArrayLike<number>, from: number, to: number): { middle: number; share: number } {
  let total = 0;
  for (let i = from; i < to; i++) total += weights[i];
  let first = weights[from];
  let middle = from + 1;
  while (middle + 1 < to && Math.abs(first + weights[middle] - total / 2) <= Math.abs(first - total / 2)) {
    first += weights[middle++];
  }
  return { middle, share: first / total };
}

/** The t at which the part of the region with (dx, dy) . p <= t has the wanted area; by bisection. */
function offsetOfArea(region: Region, dx: number, dy: number, wanted: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const loop of region) {
    for (let i = 0; i < loop.length; i += 3) {
      const s = dx * loop[i] + dy * loop[i + 1];
      if (s < low) low = s;
      if (s > high) high = s;
    }
  }
  const tolerance = (high - low) * 1e-12;
  while (high - low > tolerance) {
    const t = (low + high) / 2;
    if (t === low || t === high) break;
    if (areaBelow(region, dx, dy, t) < wanted) low = t;
    else high = t;
  }
  return (low + high) / 2;
}

/** Area where s = (dx, dy) . p is at most t: minus the integral of the other coordinate q over ds along the boundary. */
function areaBelow(region: Region, dx: number, dy: number, t: number): number {
  let area = 0;
  for (const loop of region) {
    const n = loop.length;
    let s1 = dx * loop[n - 3] + dy * loop[n - 2];
    let q1 = dx * loop[n - 2] - dy * loop[n - 3];
    for (let i = 0; i < n; i += 3) {
      const s2 = dx * loop[i] + dy * loop[i + 1];
      const q2 = dx * loop[i + 1] - dy * loop[i];
      if (s1 <= t && s2 <= t) area -= ((q1 + q2) * (s2 - s1)) / 2;
      else if (s1 <= t !== s2 <= t) {
        const q = q1 + ((q2 - q1) * (t - s1)) / (s2 - s1);
        if (s1 <= t) area -= ((q1 + q) * (t - s1)) / 2;
        else area -= ((q + q2) * (s2 - t)) / 2;
      }
      s1 = s2;
      q1 = q2;
    }
  }
  return area;
}
