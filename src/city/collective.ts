import type { Draws } from '../kernel/random.ts';
import { GRID_EXCLUSIVE } from './city.ts';
import type { CityTable } from './fixtures.ts';
import type { GridPlan } from './grids.ts';
import type { UnitMargins } from './margins.ts';
import { PURPOSE } from './purposes.ts';
import { cascade } from './rounding.ts';

/**
 * Collective households of every micro-grid, adding up to each unit's. A set share of them lives in those exclusive
 * grids that house anyone (campuses, factories; the others are markets, stations, parks), the rest beside the families.
 * `unitMicros` holds each unit's first micro-grid, and the end.
 */
export function collectivePlaces(
  table: CityTable,
  plan: GridPlan,
  unitMicros: ArrayLike<number>,
  margins: readonly UnitMargins[],
  draws: Draws,
): Int32Array {
  const facts = table.activity;
  const places = new Int32Array(plan.microFamilies.length);
  const gridOf = new Int32Array(places.length);
  for (let grid = 0; grid + 1 < plan.gridMicros.length; grid++) {
    gridOf.fill(grid, plan.gridMicros[grid], plan.gridMicros[grid + 1]);
  }
  for (const [unit, { collectiveHouseholds }] of margins.entries()) {
    const first = unitMicros[unit];
    const length = unitMicros[unit + 1] - first;
    const housed = Float64Array.from({ length }, (_, i) => {
      if (plan.gridKind[gridOf[first + i]] !== GRID_EXCLUSIVE) return 0;
      const lived = draws.uniform(PURPOSE.exclusiveUse, unit, i, 0) < facts.exclusiveWithHouseholds.value;
      return lived ? 0.5 + draws.second() : 0;
    });
    const inExclusive = housed.some((weight) => weight > 0)
      ? Math.round(collectiveHouseholds * facts.collectiveInExclusive.value)
      : 0;
    const apart = cascade(housed, inExclusive);
    const among = cascade(plan.microFamilies.slice(first, first + length), collectiveHouseholds - inExclusive);
    for (let i = 0; i < length; i++) places[first + i] = apart[i] + among[i];
  }
  return places;
}
