import { normalQuantile } from '../kernel/math.ts';
import type { Draws } from '../kernel/random.ts';
import { type CityArrays, type Community, GRID_EXCLUSIVE, type Unit } from './city.ts';
import type { CityTable } from './fixtures.ts';
import { PURPOSE } from './purposes.ts';
import { cascade } from './rounding.ts';

/**
 * Shops, day visitors and road factors of every micro-grid [A]: shops per thousand residents by kind of community, unevenly
 * (lognormal); visitors shared between the exclusive grids and the rest by each unit's pull; road factors about the kind's own.
 */
export function addActivity(
  table: Pick<CityTable, 'activity'>,
  divisions: { readonly units: readonly Pick<Unit, 'id'>[]; readonly communities: readonly Pick<Community, 'kind'>[] },
  arrays: CityArrays,
  draws: Draws,
): void {
  const facts = table.activity;
  const micros = arrays.microX.length;
  const inExclusive = new Float64Array(micros);
  const elsewhere = new Float64Array(micros);
  for (let micro = 0; micro < micros; micro++) {
    const grid = arrays.microGrid[micro];
    const community = arrays.gridCommunity[grid];
    const kind = divisions.communities[community].kind;
    const exclusive = arrays.gridKind[grid] === GRID_EXCLUSIVE;
    const unit = divisions.units[arrays.townshipUnit[arrays.communityTownship[community]]];
    const uneven = (purpose: number, sigma: number): number =>
      Math.exp(sigma * normalQuantile(draws.uniform(purpose, 0, micro, 0)) - (sigma * sigma) / 2);

    const shops = exclusive
      ? facts.shopsPerExclusiveGrid.value
      : (arrays.microResidents[micro] * facts.shopsPerThousand.value[kind]) / 1000;
    arrays.microShops[micro] = Math.round(shops * uneven(PURPOSE.shops, 0.8));
    const pull = (facts.visitorWeight.value[unit.id] ?? 1) * uneven(PURPOSE.visitors, 1);
    if (exclusive) inExclusive[micro] = pull;
    else elsewhere[micro] = pull * arrays.microShops[micro];
    const road = facts.roadFactor.value;
    const u = draws.uniform(PURPOSE.roadFactor, 0, micro, 0);
    arrays.microRoadFactor[micro] = road[kind] + road.spread * (2 * u - 1);
  }
  const visitors = facts.visitors.value;
  const apart = Math.round(visitors * facts.visitorsInExclusive.value);
  const first = cascade(inExclusive, apart);
  const second = cascade(elsewhere, visitors - apart);
  for (let micro = 0; micro < micros; micro++) arrays.microVisitors[micro] = first[micro] + second[micro];
}
