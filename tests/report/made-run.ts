import { measureUnits, TIMES } from '../../src/report/catalogue.ts';
import { DIMENSIONS, type Dimension, type Measure, type Measures, type RunResult } from '../../src/run/result.ts';

/** A run as the engine would yield it, with plain figures of the right size, for the readers of results. */

const TYPICAL = { s: 2700, share: 0.4, count: 1234, 'count/day': 58_000, 'h/day': 900, min: 131 } as const;
const TYPICAL_MONEY = { 'yuan/day': 1_900_000, yuan: 457, gini: 0.08 } as const;

export function made(value: number, unit: Measure['unit'], spread = value * 0.05): Measure {
  return { value, low: value - spread, high: value + spread, unit };
}

function measures(): Measures {
  const all: Record<string, Measure> = {};
  for (const [name, unit] of measureUnits()) all[name] = made({ ...TYPICAL, ...TYPICAL_MONEY }[unit], unit);
  for (const time of TIMES) {
    all[`${time}.count`] = { value: 29_120, low: null, high: null, unit: 'count' };
    all[`${time}.unfinished`] = { value: 3, low: null, high: null, unit: 'count' };
    all[`${time}.max`] = { value: 90_000, low: null, high: null, unit: 's' };
  }
  return all;
}

interface Changes {
  readonly measures?: Measures;
  readonly units?: Readonly<Record<string, Measures>>;
  readonly replications?: number;
}

export function madeRun(changes: Changes = {}): RunResult {
  const breakdowns = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, {}])) as Record<
    Dimension,
    Record<string, Measures>
  >;
  return {
    measures: { ...measures(), ...changes.measures },
    breakdowns: { ...breakdowns, unit: changes.units ?? {} },
    series: {
      'queue.township': { unit: 'count', stepSeconds: 900, from: 28 * 86_400, values: [1, null, 2.5] },
    },
    microGrids: { reported: [1, 0.5], coverageGap: [0.25, 1] },
    replications: changes.replications ?? 5,
    planned: 5,
  };
}
