import type { City } from '../../city/city.ts';
import type { Gauges, LevelGauge } from '../../port/backend.ts';
import type { Cells, Layer } from './cells.ts';
import { count, type Scalars, share } from './scalar.ts';

/** Queues and operators of the centres between two readings of a backend's gauges, `seconds` apart. */
export function operatorScalars(before: Gauges, after: Gauges, seconds: number, city: City): Scalars {
  const centres: Readonly<Record<string, number>> = { township: city.townships.length, county: city.units.length };
  return Object.fromEntries(
    Object.entries(after).flatMap(([level, { waiting, most, busy, onShift }]) => {
      const start: LevelGauge = before[level] ?? { waiting: 0, most: 0, busy: 0, onShift: 0 };
      const number = centres[level] ?? 1;
      return [
        [`queue.${level}.mean`, count((waiting - start.waiting) / seconds / number)],
        [`queue.${level}.max`, count(most)],
        [`utilisation.operator.${level}`, share(busy - start.busy, onShift - start.onShift)],
      ];
    }),
  );
}

/** The layers whose cells have a centre each, with the centre's level. */
export const CENTRES = [
  ['township', 'township'],
  ['unit', 'county'],
] as const satisfies readonly (readonly [Layer, string])[];

/** How busy each centre's operators were, per cell; NaN where there is no centre or the backend does not tell. */
export function operatorCells(before: Gauges, after: Gauges, cells: Cells): Float64Array {
  const shares = new Float64Array(cells.total).fill(Number.NaN);
  for (const [layer, level] of CENTRES) {
    const { busyIn = [], onShift } = after[level] ?? { onShift: 0 };
    const start = before[level];
    const each = (onShift - (start?.onShift ?? 0)) / busyIn.length;
    busyIn.forEach((busy, cell) => {
      if (each > 0) shares[cells.cell(layer) + cell] = (busy - (start?.busyIn?.[cell] ?? 0)) / each;
    });
  }
  return shares;
}
