import { PLACE_LEVELS, type PlaceLevel, type PlacePage, type PlaceRow } from '../backend/http/provision-api.ts';
import { GRID_COMPREHENSIVE, GRID_EXCLUSIVE } from '../city/city.ts';
import type { Ground } from '../port/ground.ts';
import { ProblemError, unfit } from './problem-error.ts';

/** Most rows of a level; Yangzhou has 30,178 micro-grids. */
const MOST_PLACES = 1_000_000;

type Rows = { readonly [L in PlaceLevel]: PlaceRow<L>[] };

/** The tree of places as it comes in, page by page. */
export class Places {
  readonly rows: Rows = { unit: [], township: [], community: [], grid: [], micro: [] };

  /** Takes a page; the number of rows of its level so far. Throws a ProblemError for one that does not fit. */
  add(page: PlacePage): number {
    const rows: unknown[] = this.rows[page.level];
    if (page.from !== rows.length) throw unfit('from', `the next row of this level is ${rows.length}`);
    if (rows.length + page.rows.length > MOST_PLACES) throw new ProblemError('tooLarge', 'too many places');
    const below = PLACE_LEVELS[PLACE_LEVELS.indexOf(page.level) + 1];
    if (below !== undefined && this.rows[below].length > 0)
      throw new ProblemError('conflict', `the level ${below} has begun already`);
    this.checkParents(page);
    for (const row of page.rows) rows.push(row);
    return rows.length;
  }

  /** Children must lie together, as their parents do: a range then says all about them. */
  private checkParents(page: PlacePage): void {
    if (page.level === 'unit') return;
    const parents = this.rows[PLACE_LEVELS[PLACE_LEVELS.indexOf(page.level) - 1]].length;
    const before = this.rows[page.level].at(-1);
    let last = before === undefined ? 0 : parentOf(before);
    page.rows.forEach((row, i) => {
      const parent = parentOf(row);
      if (parent >= parents) throw unfit(`rows.${i}`, `there is no parent ${parent}`);
      if (parent < last) throw unfit(`rows.${i}`, 'rows come in the order of their parents');
      last = parent;
    });
  }

  ground(): Ground {
    const { unit, township, community, grid, micro } = this.rows;
    const townshipUnit = Int32Array.from(township, (row) => row.unit);
    const communityTownship = Int32Array.from(community, (row) => row.township);
    return {
      units: unit.map(({ id, en, zh, kind }) => ({ id, name: { en, zh }, kind, source: '' })),
      townships: township.map(({ code, name, kind }) => ({ code, name, kind })),
      communities: community.map(({ code, name, kind }) => ({ code, name, kind })),
      unitTownships: ranges(townshipUnit, unit.length),
      townshipCommunities: ranges(communityTownship, township.length),
      townshipUnit,
      communityTownship,
      gridCommunity: Int32Array.from(grid, (row) => row.community),
      gridKind: Uint8Array.from(grid, ({ kind }) => (kind === 'exclusive' ? GRID_EXCLUSIVE : GRID_COMPREHENSIVE)),
      microGrid: Int32Array.from(micro, (row) => row.grid),
      microX: Float64Array.from(micro, (row) => row.x),
      microY: Float64Array.from(micro, (row) => row.y),
    };
  }
}

function parentOf(row: PlaceRow<PlaceLevel>): number {
  if ('unit' in row) return row.unit;
  if ('township' in row) return row.township;
  if ('community' in row) return row.community;
  return 'grid' in row ? row.grid : 0;
}

/** Where the children of each parent begin, and the end of the last one's. */
function ranges(parentOfChild: Int32Array, parents: number): Int32Array {
  const starts = new Int32Array(parents + 1);
  for (const parent of parentOfChild) starts[parent + 1]++;
  for (let i = 0; i < parents; i++) starts[i + 1] += starts[i];
  return starts;
}
