import { sizeCounts } from '../fitting.ts';

/**
 * Household sizes 1, 2, 3, ... of a census whose last class is open: its households hold the people whom the others leave,
 * in two neighbouring sizes. Undefined where the counts and the people contradict each other.
 */
export function closeSizes(counts: readonly number[], open: boolean, people: number): number[] | undefined {
  const held = counts.reduce((sum, number, i) => sum + number * (i + 1), 0);
  if (!open) return held === people ? [...counts] : undefined;
  const first = counts.length;
  const number = counts[first - 1] ?? 0;
  const rest = people - (held - number * first);
  if (number === 0) return rest === 0 ? [...counts] : undefined;
  const size = Math.floor(rest / number);
  if (size < first || size > first + 20) return undefined;
  const larger = rest - size * number;
  return [...counts.slice(0, -1), ...new Array<number>(size - first).fill(0), number - larger, larger];
}

interface Holder {
  readonly families: number;
  readonly familyResidents: number;
}

/**
 * How many families of each size every group has, such that each group's families and people and every size's families
 * are exact: first each group's own closest distribution, then exchanges within a group that change neither its families nor its
 * people (two of size k for one of k - 1 and one of k + 1, or back) until the sizes' sums are met. Undefined where that
 * cannot be.
 */
export function exactSizes(wanted: readonly number[], groups: readonly Holder[]): Int32Array[] | undefined {
  const total = wanted.reduce((sum, number) => sum + number, 0);
  const shares = wanted.map((number) => Math.max(number, 0.001) / total);
  const found = groups.map(({ families, familyResidents }) => sizeCounts(shares, families, familyResidents));
  const turns = exchanges(wanted, found);
  if (turns === undefined) return undefined;
  let moved = true;
  while (moved && turns.some((turn) => turn !== 0)) {
    moved = false;
    for (let k = 1; k + 1 < wanted.length; k++) moved = exchangeAt(k, turns, found, groups, total) || moved;
  }
  return turns.every((turn) => turn === 0) ? found : undefined;
}

/** How often size k (from 0) must be spread (above 0) or gathered (below): the second sums of what is lacking. */
function exchanges(wanted: readonly number[], found: readonly Int32Array[]): number[] | undefined {
  const lack = wanted.map((number, k) => number - found.reduce((sum, sizes) => sum + sizes[k], 0));
  const turns = new Array<number>(wanted.length).fill(0);
  let first = 0;
  let second = 0;
  for (let k = 0; k + 1 < wanted.length; k++) {
    first += lack[k];
    second += first;
    turns[k + 1] = second;
  }
  const last = lack.length - 1;
  return turns[last] === 0 && first + lack[last] === 0 ? turns : undefined;
}

/** One pass over the groups, each taking at most its share by families, so that none bears it all. */
function exchangeAt(
  k: number,
  turns: number[],
  found: readonly Int32Array[],
  groups: readonly Holder[],
  total: number,
): boolean {
  const due = Math.abs(turns[k]);
  const spread = turns[k] > 0;
  let left = due;
  for (const [i, sizes] of found.entries()) {
    if (left === 0) break;
    const possible = spread ? Math.floor(sizes[k] / 2) : Math.min(sizes[k - 1], sizes[k + 1]);
    const number = Math.min(left, possible, Math.ceil((due * groups[i].families) / total));
    const sign = spread ? number : -number;
    sizes[k - 1] += sign;
    sizes[k] -= 2 * sign;
    sizes[k + 1] += sign;
    left -= number;
  }
  turns[k] = spread ? left : -left;
  return left < due;
}
