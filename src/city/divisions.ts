import type { Community, Township } from './city.ts';
import type { Fixtures, TownshipRow, UnitFacts } from './fixtures.ts';

export interface Divisions {
  readonly units: readonly UnitFacts[];
  /** In the order of the units, then of the codes. */
  readonly townships: readonly (Township & {
    readonly unit: number;
    readonly longitude: number;
    readonly latitude: number;
  })[];
  /** In the order of the townships, then of the codes. */
  readonly communities: readonly (Community & { readonly township: number })[];
}

/**
 * Units, townships and communities in the order in which the city holds them. Two rules are ours:
 * - a quasi-township joins the formal township of the same unit whose seat is nearest to its own [R];
 * - the residents' committees that are not urban communities are those in the least dense townships; a township's density
 *   is its unit's, times the share of residents' committees among its communities over that share in the unit (ties and
 *   order within a township by code) [A].
 */
export function arrangeDivisions(fixtures: Fixtures): Divisions {
  const units = fixtures.table.units;
  const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);
  const formal = fixtures.townships.filter(isFormal).sort(byCode);
  const townships = units.flatMap(({ id }, unit) =>
    formal
      .filter((row) => row.unit === id)
      .map(({ code, name, kind, longitude, latitude }) => ({ code, name, kind, unit, longitude, latitude })),
  );
  const indexOf = new Map(townships.map((township, index) => [township.code, index]));
  for (const row of fixtures.townships) {
    if (row.kind === 'folded') indexOf.set(row.code, nearest(row, formal, indexOf));
  }

  const members: { code: string; name: string; kind: string; township: number }[][] = townships.map(() => []);
  for (const { code, name, kind, township } of [...fixtures.divisions].sort(byCode)) {
    const index = indexOf.get(township);
    if (index === undefined) throw new Error(`divisions.csv: ${code} is in an unknown township ${township}`);
    members[index].push({ code, name, kind, township: index });
  }

  const committees = members.map((list) => list.filter(({ kind }) => kind === 'community'));
  const density = townships.map(({ unit }, township) => {
    const { residents, km2, publishedKm2 } = units[unit];
    const own = townships.flatMap((other, index) => (other.unit === unit ? [index] : []));
    const committeeShare = (list: readonly number[]): number =>
      list.reduce((sum, index) => sum + committees[index].length, 0) /
      list.reduce((sum, index) => sum + members[index].length, 0);
    return ((residents / (km2 ?? publishedKm2 ?? Number.NaN)) * committeeShare([township])) / committeeShare(own);
  });
  const byDensity = townships
    .map((_, index) => index)
    .sort((a, b) => density[a] - density[b] || byCode(townships[a], townships[b]));
  const rural = byDensity.flatMap((township) => committees[township].map(({ code }) => code));
  rural.length -= fixtures.table.communities.urban.value;
  const notUrban = new Set(rural);

  const communities = members.flat().map(({ code, name, kind, township }) => ({
    code,
    name,
    kind:
      kind !== 'community' ? ('village' as const) : notUrban.has(code) ? ('residents' as const) : ('urban' as const),
    township,
  }));
  return { units, townships, communities };
}

const isFormal = (row: TownshipRow): row is TownshipRow & { kind: Township['kind'] } => row.kind !== 'folded';

function nearest(row: TownshipRow, formal: readonly TownshipRow[], indexOf: ReadonlyMap<string, number>): number {
  // A degree of longitude is about 0.84 of one of latitude here.
  const distance = (other: TownshipRow): number =>
    Math.hypot((other.longitude - row.longitude) * 0.84, other.latitude - row.latitude);
  const candidates = formal.filter((other) => other.unit === row.unit);
  const index = indexOf.get(candidates.reduce((best, other) => (distance(other) < distance(best) ? other : best)).code);
  if (index === undefined) throw new Error(`townships.csv: nothing to fold ${row.code} into`);
  return index;
}
