import { DAY, HOUR } from '../kernel/time.ts';
import type { Channel } from '../scenario/terms.ts';
import { type DayRange, HourCounts } from './counts/days.ts';
import { type Dispersion, dispersionOf } from './counts/dispersion.ts';
import { type Rate, rateOf } from './counts/rates.ts';
import { type MonthFactor, monthFactors } from './counts/season.ts';
import { type SurgeDay, surgeDays } from './counts/surges.ts';
import { type Estimate, scoreShare } from './estimate.ts';
import type { LogKind, LogKinds } from './kinds.ts';
import type { Log } from './log/read.ts';
import { UNKNOWN } from './log/rows.ts';
import { Zone } from './log/zone.ts';
import { FIELDS, headingOf, type LogMap } from './map/schema.ts';
import { rowsByKind } from './rows-by-kind.ts';
import type { StageFit } from './stages/choose.ts';
import { type LogStage, type Period, StageReader } from './stages/collect.ts';
import { type Work, workOf } from './stages/work.ts';

const HOURS = 24;
/** Fewer rows say nothing of targets and places, [A]. */
const LEAST = 20;
/** Handling that takes longer is waiting, [A]. */
const WORK_AT_MOST_HOURS = 8;

interface Share {
  readonly name: string;
  readonly rows: number;
  readonly share: Estimate;
}

interface OnTime {
  /** Rows whose target lies within the log. */
  readonly rows: number;
  readonly share: Estimate;
}

interface UnitWeight {
  readonly unit: string;
  readonly share: number;
}

export interface LearntKind extends LogKind {
  readonly rate: Rate;
  /** The channel that most of its rows came by, where the map says which text means which. */
  readonly channel: Channel | undefined;
  readonly work: Work | undefined;
  /** Median of the hours from opening to the target. */
  readonly targetHours: number | undefined;
  /** Shares of the units, by the map's areas or else by positions; undefined where too few rows tell one. */
  readonly units: readonly UnitWeight[] | undefined;
  readonly onTime: OnTime | undefined;
}

/** What a log says about the days of `range`. */
export interface Learnt {
  readonly range: DayRange;
  readonly rows: number;
  readonly total: Rate;
  /** Mean counts of the 168 hours of the week, Monday 0 h first. */
  readonly week: Float64Array;
  readonly dispersion: Dispersion;
  readonly months: readonly MonthFactor[];
  readonly surges: readonly SurgeDay[];
  readonly kinds: readonly LearntKind[];
  readonly stages: Readonly<Record<LogStage, StageFit | undefined>>;
  readonly channels: readonly Share[];
  readonly areas: readonly Share[];
  readonly onTime: OnTime | undefined;
}

/** Learns from the whole days of `range`; what happens after them is not looked at. */
export function learn(
  log: Log,
  map: LogMap,
  { kinds, kindOf }: LogKinds,
  range: DayRange,
  reader = new StageReader(log),
): Learnt {
  const counts = new HourCounts(log.rows, range, kindOf, kinds.length);
  const hours = counts.total();
  const daily = new Float64Array(counts.days);
  for (let i = 0; i < hours.length; i++) daily[(i / HOURS) | 0] += hours[i];
  const surges = surgeDays(daily, range.from);
  const ordinary = new Uint8Array(counts.days).fill(1);
  for (const { day } of surges) ordinary[day - range.from] = 0;
  const months = monthFactors(daily, range.from, ordinary);
  const level = (day: number) => factorAt(months, range.from + day);
  const period = periodOf(range, map);
  const columns = new Set<string>(FIELDS.filter((field) => headingOf(map, field) !== undefined));
  const rows = rowsByKind(log.rows, kindOf, kinds.length);
  const total = rateOf({ hours, first: range.from, ordinary });
  return {
    range,
    rows: daily.reduce((a, b) => a + b, 0),
    total,
    week: weekOf(hours, range.from, ordinary),
    dispersion: dispersionOf(hours, range.from, ordinary, level),
    months,
    surges,
    kinds: kinds.map((kind, k) => ({
      ...kind,
      rate: rateOf({ hours: counts.hours(k), first: range.from, ordinary }),
      ...nature(log, map, reader, period, columns, rows.of(k)),
    })),
    stages: reader.stages(columns, period, rows.all),
    channels: sharesOf(log.channels.list, log.rows.channel, log, period),
    areas: sharesOf(log.areas.list, log.rows.area, log, period),
    onTime: columns.has('closed') ? onTimeOf(log, period, rows.all) : undefined,
  };
}

function factorAt(months: readonly MonthFactor[], day: number): number {
  const month = new Date(day * DAY * 1000).getUTCMonth();
  return months.find((item) => item.month === month)?.factor ?? 1;
}

/** From local midnight to local midnight, as universal time. */
export function periodOf(range: DayRange, map: LogMap): Period {
  const zone = new Zone(map.time.zone);
  const at = (day: number) => day * DAY - zone.offsetAtLocal(day * DAY);
  return { from: at(range.from), to: at(range.to) };
}

function nature(
  log: Log,
  map: LogMap,
  reader: StageReader,
  period: Period,
  columns: ReadonlySet<string>,
  rows: Uint32Array,
): Pick<LearntKind, 'channel' | 'work' | 'targetHours' | 'units' | 'onTime'> {
  const limit = (map.workAtMostHours ?? WORK_AT_MOST_HOURS) * HOUR;
  const canWork = columns.has('arrived') && columns.has('closed');
  const channels = new Map<Channel, number>();
  const units = new Map<string, number>();
  const targets = new Float32Array(rows.length);
  let [numberOfTargets, placed] = [0, 0];
  for (const row of rows) {
    const text = log.channels.list[log.rows.channel.get(row)];
    const channel = Object.hasOwn(map.channels ?? {}, text) ? map.channels?.[text] : undefined;
    if (channel !== undefined) channels.set(channel, (channels.get(channel) ?? 0) + 1);
    const due = log.rows.due.get(row);
    if (due > 0) targets[numberOfTargets++] = due;
    const area = log.areas.list[log.rows.area.get(row)];
    const named = Object.hasOwn(map.areas ?? {}, area) ? map.areas?.[area] : undefined;
    const unit = named ?? log.places?.units[log.rows.unit.get(row) - 1]?.id;
    if (unit === undefined) continue;
    units.set(unit, (units.get(unit) ?? 0) + 1);
    placed++;
  }
  const [most] = [...channels].sort((a, b) => b[1] - a[1]);
  const sorted = targets.subarray(0, numberOfTargets).sort();
  return {
    channel: most?.[0],
    work: canWork ? workOf(reader.times('handling', period, rows), limit) : undefined,
    targetHours: sorted.length >= LEAST ? sorted[sorted.length >> 1] / HOUR : undefined,
    units:
      placed < LEAST
        ? undefined
        : [...units].map(([unit, count]) => ({ unit, share: count / placed })).sort((a, b) => b.share - a.share),
    onTime: columns.has('closed') ? onTimeOf(log, period, rows) : undefined,
  };
}

function weekOf(hours: ArrayLike<number>, first: number, ordinary: ArrayLike<number>): Float64Array {
  const week = new Float64Array(7 * HOURS);
  const days = new Float64Array(7);
  for (let day = 0; day < ordinary.length; day++) {
    if (ordinary[day] === 0) continue;
    const weekday = (((first + day + 3) % 7) + 7) % 7;
    days[weekday]++;
    for (let h = 0; h < HOURS; h++) week[weekday * HOURS + h] += hours[day * HOURS + h];
  }
  return week.map((sum, i) => sum / Math.max(1, days[Math.floor(i / HOURS)]));
}

function sharesOf(
  names: readonly string[],
  column: { get(row: number): number },
  { rows }: Log,
  { from, to }: Period,
): Share[] {
  const counts = new Float64Array(names.length);
  let all = 0;
  for (let row = 0; row < rows.length; row++) {
    const opened = rows.utc.get(row);
    if (opened < from || opened >= to || column.get(row) === 0) continue;
    counts[column.get(row)]++;
    all++;
  }
  return names
    .flatMap((name, i) =>
      counts[i] === 0 ? [] : [{ name, rows: counts[i], share: scoreShare(counts[i] / all, all, all) }],
    )
    .sort((a, b) => b.rows - a.rows);
}

/** Of the rows whose target lies within the period; a row still open then is late. */
function onTimeOf({ rows }: Log, { from, to }: Period, which: Uint32Array): OnTime | undefined {
  let due = 0;
  let met = 0;
  for (const row of which) {
    const opened = rows.utc.get(row);
    const target = rows.due.get(row);
    const closed = rows.closed.get(row);
    if (opened < from || !(opened + target < to) || closed === UNKNOWN) continue;
    due++;
    if (closed <= target) met++;
  }
  return due === 0 ? undefined : { rows: due, share: scoreShare(met / due, due, due) };
}
