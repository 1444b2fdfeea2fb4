import type { Divisions } from './divisions.ts';
import type { CityTable } from './fixtures.ts';

/**
 * Land that each community should get, in square metres, adding up to `unitLand` in every unit [A]: urban communities by
 * their family households at the density of their kind of township, at most a set share of the unit; the others share
 * the rest, half of it equally and half by family households.
 */
export function communityLand(
  table: CityTable,
  divisions: Divisions,
  families: Int32Array,
  unitLand: readonly number[],
): Float64Array {
  const { householdsPerKm2, mostUrban } = table.land;
  const land = new Float64Array(families.length);
  for (const [unit, available] of unitLand.entries()) {
    const own = divisions.communities.flatMap(({ township }, c) =>
      divisions.townships[township].unit === unit ? [c] : [],
    );
    const urban = own.filter((c) => divisions.communities[c].kind === 'urban');
    const rural = own.filter((c) => divisions.communities[c].kind !== 'urban');
    for (const c of urban) {
      const { kind } = divisions.townships[divisions.communities[c].township];
      land[c] = (families[c] / householdsPerKm2.value[kind]) * 1e6;
    }
    const sum = (list: readonly number[], of: (c: number) => number): number => list.reduce((s, c) => s + of(c), 0);
    const dense = sum(urban, (c) => land[c]);
    const most = rural.length === 0 ? available : Math.min(dense, available * mostUrban.value);
    for (const c of urban) land[c] *= most / dense;
    const ruralFamilies = sum(rural, (c) => families[c]);
    for (const c of rural) land[c] = (available - most) * (0.5 / rural.length + (0.5 * families[c]) / ruralFamilies);
  }
  return land;
}
