import type { Draws } from '../kernel/random.ts';
import { GRID_COMPREHENSIVE, GRID_EXCLUSIVE } from './city.ts';
import { codeWords } from './communities.ts';
import type { Divisions } from './divisions.ts';
import type { CityTable } from './fixtures.ts';
import { PURPOSE } from './purposes.ts';
import { apportion, cascade } from './rounding.ts';

export interface UnitGrids {
  readonly comprehensive: number;
  readonly exclusive: number;
  readonly micros: number;
}

/** Grids and micro-grids of every unit: as published where they are, the rest in proportion to residents [A]. */
export function unitGrids(table: CityTable): UnitGrids[] {
  const total = table.grids.exclusive.value;
  const exclusive = complete(table, total, (unit) => unit.exclusive);
  const comprehensive = complete(table, table.grids.grids.value - total, (unit) => unit.comprehensive);
  const micros = complete(table, table.grids.microGrids.value, (unit) => unit.micros);
  return table.units.map((_, i) => ({
    comprehensive: comprehensive[i],
    exclusive: exclusive[i],
    micros: micros[i],
  }));
}

function complete(
  table: CityTable,
  total: number,
  published: (unit: CityTable['units'][number]) => number | undefined,
): number[] {
  const known = table.units.reduce((sum, unit) => sum + (published(unit) ?? 0), 0);
  const shared = apportion(
    table.units.map((unit) => (published(unit) === undefined ? unit.residents : 0)),
    total - known,
  );
  return table.units.map((unit, i) => published(unit) ?? shared[i]);
}

export interface GridPlan {
  readonly communityGrids: Int32Array;
  readonly gridKind: number[];
  /** First micro-grid of every grid, and the end. */
  readonly gridMicros: number[];
  /** Family households of every micro-grid. */
  readonly microFamilies: number[];
}

/**
 * Grids of every community, then micro-grids of every grid, each with its family households. Comprehensive grids and
 * their micro-grids go by family households, at least one each all the way down; exclusive grids stand where many live,
 * urban communities counting thrice [A], come last in their community and have one micro-grid.
 */
export function planGrids(
  divisions: Divisions,
  households: Int32Array,
  counts: readonly UnitGrids[],
  draws: Draws,
): GridPlan {
  const plan: GridPlan = {
    communityGrids: new Int32Array(households.length + 1),
    gridKind: [],
    gridMicros: [0],
    microFamilies: [],
  };
  let first = 0;
  for (const [unit, count] of counts.entries()) {
    let end = first;
    while (end < households.length && divisions.townships[divisions.communities[end].township].unit === unit) end++;
    const families = households.subarray(first, end);
    const comprehensive = apportion(families, count.comprehensive - families.length).map((grids) => grids + 1);
    const exclusive = cascade(
      Array.from(families, (number, i) => {
        const { kind, code } = divisions.communities[first + i];
        const [high, low] = codeWords(code);
        return number * (kind === 'urban' ? 3 : 1) * draws.uniform(PURPOSE.exclusivePlace, high, low, 0);
      }),
      count.exclusive,
    );
    const spare = count.micros - count.exclusive - count.comprehensive;
    const micros = apportion(families, spare).map((number, i) => number + comprehensive[i]);
    for (let i = 0; i < families.length; i++) {
      addCommunity(plan, divisions.communities[first + i].code, families[i], comprehensive[i], micros[i], draws);
      for (let grid = 0; grid < exclusive[i]; grid++) {
        plan.gridKind.push(GRID_EXCLUSIVE);
        plan.microFamilies.push(0);
        plan.gridMicros.push(plan.microFamilies.length);
      }
      plan.communityGrids[first + i + 1] = plan.gridKind.length;
    }
    first = end;
  }
  return plan;
}

/** Weights between 0.7 and 1.3: places of one kind differ somewhat in size [A]. */
function uneven(draws: Draws, purpose: number, code: string, number: number, from: number): number[] {
  const [high, low] = codeWords(code);
  return Array.from({ length: number }, (_, i) => 0.7 + 0.6 * draws.uniform(purpose, high, low, from + i));
}

function addCommunity(
  plan: GridPlan,
  code: string,
  families: number,
  grids: number,
  micros: number,
  draws: Draws,
): void {
  const gridSizes = uneven(draws, PURPOSE.gridSize, code, grids, 0);
  const gridMicros = apportion(gridSizes, micros - grids).map((number) => number + 1);
  const microSizes = uneven(draws, PURPOSE.microSize, code, micros, 0);
  for (const family of apportion(microSizes, families - micros)) plan.microFamilies.push(family + 1);
  for (const number of gridMicros) {
    plan.gridKind.push(GRID_COMPREHENSIVE);
    plan.gridMicros.push(plan.gridMicros[plan.gridMicros.length - 1] + number);
  }
}
