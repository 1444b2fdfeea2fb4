import { type Area, LEVELS } from './area.ts';
import type { Problems } from './problems.ts';

/** An area with those that lie in it, in the order of their codes. */
export interface Branch {
  readonly area: Area;
  readonly inside: readonly Branch[];
}

/** The areas as a forest; an area whose parent is not there, or is below it, is left out. */
export function arrangeTree(areas: readonly Area[]): Branch[] {
  const byParent = new Map<string | undefined, Area[]>();
  for (const area of areas) {
    const list = byParent.get(area.parent);
    if (list === undefined) byParent.set(area.parent, [area]);
    else list.push(area);
  }
  const below = (parent: string | undefined, depth: number): Branch[] =>
    depth > LEVELS.length
      ? []
      : (byParent.get(parent) ?? [])
          .sort((a, b) => (a.code < b.code ? -1 : 1))
          .map((area) => ({ area, inside: below(area.code, depth + 1) }));
  return below(undefined, 1);
}

/** Whether a branch has ground of its own: a polygon, or one for everything in it. */
function hasLand({ area, inside }: Branch): boolean {
  return area.shape !== undefined || (inside.length > 0 && inside.every(hasLand));
}

/** Of the areas beside one another either all or none have ground of their own, and one at the top is somewhere at all. */
export function checkLand(roots: readonly Branch[], problems: Problems): void {
  const beside = (branches: readonly Branch[], top: boolean): void => {
    const landless = branches.filter((branch) => !hasLand(branch));
    if (landless.length > 0 && landless.length < branches.length) {
      for (const { area } of landless) problems.add(area, 'cityImport.noLand');
    }
    const placed = landless.filter(({ area }) => area.centre !== undefined);
    if (landless.length === branches.length && (top || placed.length > 0)) {
      for (const { area } of landless) if (area.centre === undefined) problems.add(area, 'cityImport.nowhere');
    }
    const spots = new Map<string, string>();
    for (const { area } of placed) {
      const spot = String(area.centre);
      const first = spots.get(spot);
      if (first !== undefined) problems.add(area, 'cityImport.sameCentre', { first }, { found: area.centre });
      else spots.set(spot, area.code);
    }
    for (const { inside } of branches) if (inside.length > 0) beside(inside, false);
  };
  if (roots.length > 0) beside(roots, true);
}
