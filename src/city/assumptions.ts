import { type Assumption, readLabel } from '../scenario/labels.ts';
import { isMap, type Plain, type PlainMap } from '../scenario/plain.ts';
import { readCityTable } from './fixtures.ts';

/** Keys of a unit with the key, there or in the whole table, that says where they come from. */
const OF_UNITS: Readonly<Record<string, string>> = {
  seat: 'unitSeats',
  residents: 'source',
  collective: 'unitFactors',
  older: 'unitFactors',
  comprehensive: 'gridsSource',
  exclusive: 'gridsSource',
  micros: 'gridsSource',
  km2: 'areaSource',
  landShare: 'landSource',
};

/**
 * The numbers that a city which comes with Gridbeat is built from, with their sources; none of a city that was imported,
 * whose numbers are its owner's. Rejects with ENOENT where there is no city of that name.
 */
export async function cityAssumptions(name: string): Promise<Assumption[]> {
  const table = await readCityTable(name);
  return table === undefined ? [] : [...sourced(table, []), ...ofUnits(table)];
}

/** Every `{value, source}` below. */
function sourced(map: PlainMap, path: readonly string[]): Assumption[] {
  const { value, source } = map;
  if (value !== undefined && typeof source === 'string') return [{ path: path.join('.'), value, ...read(source) }];
  return Object.entries(map).flatMap(([key, below]) => (isMap(below) ? sourced(below, [...path, key]) : []));
}

function ofUnits(table: PlainMap): Assumption[] {
  const units = Array.isArray(table.units) ? table.units.filter(isMap) : [];
  return units.flatMap((unit) =>
    Object.entries(OF_UNITS).flatMap(([key, from]) => {
      const shared = table[from];
      const source = unit[from] ?? (isMap(shared) ? shared.source : undefined);
      const value: Plain | undefined = unit[key];
      if (value === undefined || typeof source !== 'string') return [];
      return [{ path: `units.${unit.id}.${key}`, value, ...read(source) }];
    }),
  );
}

/** A source such as `[S1], 60-64 [D]`. */
function read(source: string): { label: string; note: string } {
  const { label, note } = readLabel(source) ?? { label: '', note: source };
  return { label, note: note.replace(/^,\s*/, '') };
}
