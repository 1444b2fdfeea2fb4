import type { Lines } from './lines.ts';
import { BORDER, clip, measure, type Region } from './region.ts';

export interface Site {
  x: number;
  y: number;
  /** Squared metres added to the site's reach (a power diagram's weight). */
  weight: number;
}

/** What a cell should be: its area in square metres, and where its site is held, if anywhere. */
export interface Wish {
  readonly area: number;
  readonly anchor?: { readonly x: number; readonly y: number };
}

/**
 * Weighted Voronoi cells (a power diagram) of the sites inside the region: they fill it without overlap. With `lines`,
 * the border between each two cells gets a line of its own; without, all edges are `BORDER`. The order of a site's
 * `others` changes nothing but the time: near ones first make the cell small soon.
 */
export function powerCells(
  region: Region,
  sites: readonly Site[],
  lines?: Lines,
  others: readonly (readonly number[])[] = nearestFirst(sites),
): Region[] {
  const shared = new Map<number, number>();
  const lineBetween = (i: number, j: number): number => {
    if (lines === undefined) return BORDER;
    const [a, b] = i < j ? [i, j] : [j, i];
    const key = a * sites.length + b;
    const known = shared.get(key);
    if (known !== undefined) return known;
    const dx = sites[b].x - sites[a].x;
    const dy = sites[b].y - sites[a].y;
    const length = Math.hypot(dx, dy);
    const line = lines.add(-dy / length, dx / length);
    shared.set(key, line);
    return line;
  };
  return sites.map((site, i) => {
    let cell = region;
    let reach = reachOf(cell, site);
    for (const j of others[i]) {
      const other = sites[j];
      const distance = Math.hypot(other.x - site.x, other.y - site.y);
      // The border with a far site passes beyond the cell: nothing to cut.
      if (distance * distance + site.weight - other.weight > 2 * distance * reach) continue;
      const a = 2 * (other.x - site.x);
      const b = 2 * (other.y - site.y);
      const c =
        other.x * other.x + other.y * other.y - other.weight - (site.x * site.x + site.y * site.y - site.weight);
      cell = clip(cell, a, b, c, lineBetween(i, j));
      reach = reachOf(cell, site);
    }
    return cell;
  });
}

/** For every site the others, the nearest first. */
function nearestFirst(sites: readonly Site[]): number[][] {
  return sites.map((site, i) => {
    const distances = sites.map((other) => Math.hypot(other.x - site.x, other.y - site.y));
    const others = [...sites.keys()].filter((j) => j !== i);
    return others.sort((a, b) => distances[a] - distances[b] || a - b);
  });
}

/** Largest distance of a corner from the site. */
function reachOf(cell: Region, { x, y }: Site): number {
  let square = 0;
  for (const loop of cell) {
    for (let i = 0; i < loop.length; i += 3) {
      const dx = loop[i] - x;
      const dy = loop[i + 1] - y;
      square = Math.max(square, dx * dx + dy * dy);
    }
  }
  return Math.sqrt(square);
}

/** Rounds after which the sites' order of nearness is looked at again. */
const REORDER = 10;

/**
 * Moves and weighs the sites until their cells are about centroidal and about as large as wished (after Balzer 2009 and
 * Nocaj and Brandes 2012): each round a site goes part of the way to its cell's centroid (or half-way between that and its
 * anchor) and its weight grows by what its cell lacks. Weights are kept so close that every site stays in its own cell.
 */
export function relax(region: Region, start: readonly Site[], wishes: readonly Wish[], rounds: number): Site[] {
  const sites = start.map((site) => ({ ...site }));
  let others: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % REORDER === 0) others = nearestFirst(sites);
    const cells = powerCells(region, sites, undefined, others);
    for (const [i, site] of sites.entries()) {
      const { area, x, y } = measure(cells[i]);
      const { area: wished, anchor } = wishes[i];
      site.weight += (wished - area) / Math.PI;
      if (area === 0) continue;
      const hold = anchor === undefined ? 0 : 0.5 - 0.3 * (round / rounds);
      site.x += 0.5 * (x + hold * ((anchor?.x ?? x) - x) - site.x);
      site.y += 0.5 * (y + hold * ((anchor?.y ?? y) - y) - site.y);
    }
    for (const site of sites) {
      for (const other of sites) {
        if (other === site) continue;
        const dx = other.x - site.x;
        const dy = other.y - site.y;
        site.weight = Math.min(site.weight, other.weight + 0.9 * (dx * dx + dy * dy));
      }
    }
  }
  return sites;
}
