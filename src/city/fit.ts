import type { City, Control } from './city.ts';
import { type Counted, type Counts, countAll, countPlace } from './counts.ts';

export interface Checked extends Control {
  readonly counted: number;
}

export interface TableFit {
  readonly table: string;
  readonly cells: number;
  /** Whether its cells must be met exactly. */
  readonly exact: boolean;
  readonly totalAbsoluteError: number;
  /** Root of the mean squared error over the mean of what was wanted. */
  readonly srmse: number;
}

export interface Fit {
  /** Over all controls that must be met exactly; 0 is exact. */
  readonly totalAbsoluteError: number;
  readonly tables: readonly TableFit[];
}

/** Every control of the city beside what is counted. */
export function checkControls(city: City, counted: Counted = countAll(city)): Checked[] {
  return city.controls.map((control) => {
    const { unit, place } = control;
    const ofUnit = (): Counts | undefined => (unit === undefined ? counted.city : counted.units[unit]);
    const counts = place === undefined ? ofUnit() : countPlace(city, place);
    return { ...control, counted: counts?.[control.count] ?? 0 };
  });
}

/** Goodness of fit over the controls, table by table. */
export function cityFit(checked: readonly Checked[]): Fit {
  const tables = [...new Set(checked.map(({ table }) => table))].map((table): TableFit => {
    const cells = checked.filter((control) => control.table === table);
    const errors = cells.map(({ counted, value }) => counted - value);
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
    const mean = sum(cells.map(({ value }) => value)) / cells.length;
    return {
      table,
      cells: cells.length,
      exact: cells.every(({ exact }) => exact),
      totalAbsoluteError: sum(errors.map(Math.abs)),
      srmse: mean > 0 ? Math.sqrt(sum(errors.map((error) => error * error)) / cells.length) / mean : 0,
    };
  });
  const exact = tables.filter((table) => table.exact);
  return { totalAbsoluteError: exact.reduce((sum, table) => sum + table.totalAbsoluteError, 0), tables };
}
