import { type Covered, type DayRange, HourCounts } from './counts/days.ts';
import type { LogKinds } from './kinds.ts';
import { type Learnt, learn, periodOf } from './learn.ts';
import type { DamageCount } from './log/damage.ts';
import type { Log } from './log/read.ts';
import type { Positions } from './log/rows.ts';
import type { LogMap } from './map/schema.ts';
import { rowsByKind } from './rows-by-kind.ts';
import { StageReader } from './stages/collect.ts';
import { type Sample, sampleOf } from './stages/sample.ts';

/** The last days of a log, and what the days before them say. */
export interface HeldOut {
  readonly range: DayRange;
  readonly learnt: Learnt;
  /** Counts per hour. */
  readonly observed: Float64Array;
  /** From opening to closing; undefined where the log does not say. */
  readonly closure: Sample | undefined;
}

/** All that is taken from a log: its rows are not needed any more. */
export interface Study {
  readonly rows: number;
  readonly left: number;
  readonly damagedRows: number;
  readonly damage: readonly DamageCount[];
  /** Rows far from the days that the log covers. */
  readonly apart: number;
  /** Rows whose category, channel or area was one of too many different texts. */
  readonly nameless: number;
  readonly positions: Positions;
  readonly learnt: Learnt;
  readonly held: HeldOut | undefined;
}

/** Learns from the whole days of `range`; `held` are those to be predicted from the days before them. */
export function studyLog(log: Log, map: LogMap, kinds: LogKinds, range: Covered, held: DayRange | undefined): Study {
  const reader = new StageReader(log);
  return {
    rows: log.seen,
    left: log.left,
    damagedRows: log.damage.rows,
    damage: log.damage.counts(),
    apart: range.apart,
    nameless: log.categories.nameless + log.channels.nameless + log.areas.nameless,
    positions: log.positions,
    learnt: learn(log, map, kinds, range, reader),
    held: held === undefined ? undefined : holdOut(log, map, kinds, { from: range.from, to: held.from }, held, reader),
  };
}

function holdOut(
  log: Log,
  map: LogMap,
  kinds: LogKinds,
  before: DayRange,
  range: DayRange,
  reader: StageReader,
): HeldOut {
  const { kindOf } = kinds;
  const number = kinds.kinds.length;
  const closure = (): Sample => {
    const { all } = rowsByKind(log.rows, kindOf, number);
    const { ended, open } = reader.times('closure', periodOf(range, map), all);
    return sampleOf(ended, open);
  };
  return {
    range,
    learnt: learn(log, map, kinds, before, reader),
    observed: new HourCounts(log.rows, range, kindOf, number).total(),
    closure: map.columns.closed === undefined ? undefined : closure(),
  };
}
