import type { City } from '../city/city.ts';
import type { Scenario } from '../scenario/schema.ts';
import { Cells, LAYERS, type Layer } from './measures/cells.ts';
import { Fairness } from './measures/fairness.ts';
import { GapSummary } from './measures/gap-summary.ts';
import { plain, precisionOf, withInterval } from './measures/measure.ts';
import { CENTRES } from './measures/operators.ts';
import { StageSummary } from './measures/stage-summary.ts';
import { DISPATCH } from './measures/stages.ts';
import { Sums } from './measures/sums.ts';
import { STEP, windowOf } from './measures/window.ts';
import type { ReplicationRecord } from './record.ts';
import {
  DIMENSIONS,
  type Dimension,
  type Measure,
  type MeasureUnit,
  type OutsideAccount,
  type RunResult,
  type Series,
} from './result.ts';

/** Dimensions whose cells are places that are patrolled. */
const PLACES: readonly Layer[] = ['unit', 'township', 'community'];

interface Pooled {
  readonly unit: MeasureUnit;
  readonly sums: Sums;
  largest: number;
}

/**
 * Pools replications one after another into the result of a run; a record is not kept. Absorbing the same records in the
 * same order gives the same bytes.
 */
export class Summary {
  replications = 0;
  private outside: OutsideAccount | undefined;
  private readonly cells: Cells;
  private readonly stages: StageSummary;
  private readonly gap = new GapSummary();
  private readonly fairness: Fairness;
  private readonly scalars = new Map<string, Pooled>();
  private readonly series = new Map<string, Sums>();
  private readonly onTime: Sums;
  private readonly coverage: Sums;
  private readonly operators: Sums;
  private readonly reportedByMicro: Sums;
  private readonly gapByMicro: Sums;
  private readonly scenario: Scenario;

  constructor(scenario: Scenario, city: City) {
    this.scenario = scenario;
    this.cells = new Cells(scenario, city);
    const { end, to } = windowOf(scenario.horizon);
    this.stages = new StageSummary(this.cells, end - to);
    this.fairness = new Fairness(this.cells, city);
    this.onTime = new Sums(this.cells.total);
    this.coverage = new Sums(this.cells.total);
    this.operators = new Sums(this.cells.total);
    this.reportedByMicro = new Sums(city.microX.length);
    this.gapByMicro = new Sums(city.microX.length);
  }

  absorb(record: ReplicationRecord): void {
    this.replications++;
    this.outside = pooled(this.outside, record.outside);
    const { scalars, stages, onTime, patrol, series } = record;
    for (const [name, { value, unit }] of Object.entries(scalars)) {
      const pooled = this.scalars.get(name) ?? { unit, sums: new Sums(1), largest: Number.NEGATIVE_INFINITY };
      this.scalars.set(name, pooled);
      pooled.sums.add(0, value);
      if (value > pooled.largest) pooled.largest = value;
    }
    for (const [name, values] of Object.entries(series)) {
      const sums = this.series.get(name) ?? new Sums(values.length);
      this.series.set(name, sums);
      sums.addAll(values);
    }
    this.stages.absorb(stages, record.quantiles);
    this.fairness.absorb(stages);
    this.gap.absorb(patrol, record.gapQuantile);
    this.onTime.addAll(onTime.due.map((due, cell) => onTime.onTime[cell] / due));
    this.coverage.addAll(patrol.gapByCell);
    this.operators.addAll(record.operators);
    this.reportedByMicro.addAll(record.reportedByMicro);
    this.gapByMicro.addAll(patrol.gapByMicro);
  }

  /**
   * Half the width of the interval of the mean dispatch over its value; Infinity while there is none, NaN where nothing was
   * dispatched and more replications will hardly change that.
   */
  precision(): number {
    return precisionOf(this.stages.mean(this.cells.row('city', DISPATCH)));
  }

  /** The result so far. `planned`: how many replications there should have been. */
  result(planned: number): RunResult {
    const { cells, replications } = this;
    const layers = Object.fromEntries(
      LAYERS.map((layer) => [layer, replications === 0 ? [] : cells.names[layer].map(() => ({}))]),
    ) as Record<Layer, Record<string, Measure>[]>;
    this.stages.enter(layers);
    for (const dimension of DIMENSIONS) this.enterCells(layers[dimension], dimension);
    for (const [layer, level] of CENTRES) this.enterOperators(layers[layer], layer, level);
    const breakdowns = Object.fromEntries(
      DIMENSIONS.map((dimension) => [
        dimension,
        Object.fromEntries(layers[dimension].map((measures, cell) => [cells.names[dimension][cell], measures])),
      ]),
    ) as Record<Dimension, Record<string, Record<string, Measure>>>;
    return {
      measures: { ...layers.city[0], ...this.singles() },
      breakdowns,
      series: this.allSeries(),
      microGrids: { reported: means(this.reportedByMicro), coverageGap: means(this.gapByMicro) },
      replications,
      planned,
      ...(this.outside && { outside: this.outside }),
    };
  }

  private singles(): Record<string, Measure> {
    const measures: Record<string, Measure> = {};
    for (const [name, { unit, sums, largest }] of this.scalars) {
      if (name.endsWith('.max')) measures[name] = plain(largest, unit);
      else measures[name] = withInterval(unit === 'share' ? sums.shareInterval(0) : sums.meanInterval(0), unit);
    }
    if (this.replications > 0) {
      measures['patrol.gap.p90'] = this.gap.measure();
      measures['fairness.dispatch'] = this.fairness.measure();
    }
    return measures;
  }

  private enterCells(measures: readonly Record<string, Measure>[], dimension: Dimension): void {
    const reports = this.cells.row(dimension, DISPATCH);
    const first = this.cells.cell(dimension);
    for (const [cell, into] of measures.entries()) {
      into['incidents.reported'] = plain(this.stages.count(reports + cell), 'count');
      into['rate.onTimeHandling'] = withInterval(this.onTime.shareInterval(first + cell), 'share');
      if (!PLACES.includes(dimension)) continue;
      into['patrol.coverageGap'] = withInterval(this.coverage.shareInterval(first + cell), 'share');
    }
  }

  /** Nothing where the backend does not tell its centres apart. */
  private enterOperators(measures: readonly Record<string, Measure>[], layer: Layer, level: string): void {
    const first = this.cells.cell(layer);
    for (const [cell, into] of measures.entries()) {
      if (this.operators.n[first + cell] === 0) continue;
      into[`utilisation.operator.${level}`] = withInterval(this.operators.shareInterval(first + cell), 'share');
    }
  }

  private allSeries(): Record<string, Series> {
    const { from } = windowOf(this.scenario.horizon);
    return Object.fromEntries(
      [...this.series].map(([name, sums]): [string, Series] => {
        const values = means(sums).map((value) => (Number.isNaN(value) ? null : value));
        return [name, { unit: name === 'dispatch.mean' ? 's' : 'count', stepSeconds: STEP, from, values }];
      }),
    );
  }
}

/** Remarks of several replications as one list: the last words on each, and how often in all. */
function pooled(so: OutsideAccount | undefined, far: OutsideAccount | undefined): OutsideAccount | undefined {
  if (so === undefined || far === undefined) return far ?? so;
  const remarks = new Map(so.remarks.map((remark) => [remark.code, remark]));
  for (const remark of far.remarks) {
    const times = remark.times + (remarks.get(remark.code)?.times ?? 0);
    remarks.set(remark.code, { ...remark, times });
  }
  return { ...so, remarks: [...remarks.values()] };
}

function means(sums: Sums): number[] {
  return Array.from(sums.n, (_, index) => sums.mean(index));
}
