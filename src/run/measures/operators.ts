import type { City } from '../../city/city.ts';
import type { Gauges, LevelGauge } from '../../port/backend.ts';
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
