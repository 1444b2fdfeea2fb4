import { z } from 'zod';
import { identifier, isTimezone, positive } from '../../scenario/basics.ts';
import { CHANNELS } from '../../scenario/terms.ts';

/** The map of a log: which of its columns means what. One schema gives the types, the checks and the published schema. */

/** What a column may hold. Only `opened` is needed; each further one tells more. */
export const FIELDS = [
  'opened',
  'dispatched',
  'arrived',
  'closed',
  'target',
  'category',
  'channel',
  'longitude',
  'latitude',
  'area',
] as const;
export type Field = (typeof FIELDS)[number];

/** Order of the numbers of a date where it is not clear from the text: 3/4/2024. */
const DATES = ['yearFirst', 'dayFirst', 'monthFirst'] as const;

const heading = z.string().min(1).max(200);
const text = z.string().max(500);

/** How times are written: dates in an order, or explicit tokens (luxon's, e.g. `dd.MM.yyyy HH:mm`), or a number. */
const written = {
  dates: z.enum(DATES).optional(),
  format: z.string().min(1).max(100).optional(),
};
const timeColumn = z.union([heading, z.strictObject({ column: heading, ...written })]);

export const logMap = z.strictObject({
  $schema: z.string().optional(),
  /** By the file's name when absent. */
  format: z.enum(['csv', 'tsv', 'ndjson']).optional(),
  delimiter: z.string().length(1).optional(),
  time: z.strictObject({
    /** Of the city; times without an offset of their own are in it. */
    zone: z.string().refine(isTimezone, 'scenario.expected.timezone'),
    ...written,
    /** Local midnight that `format: secondsSince` counts from. */
    origin: z.iso.date().optional(),
  }),
  columns: z.strictObject({
    opened: timeColumn,
    dispatched: timeColumn.optional(),
    arrived: timeColumn.optional(),
    closed: timeColumn.optional(),
    target: timeColumn.optional(),
    category: heading.optional(),
    channel: heading.optional(),
    longitude: heading.optional(),
    latitude: heading.optional(),
    area: heading.optional(),
  }),
  /** Rows with another value in such a column are no rows of the log. */
  only: z.record(z.string(), z.union([text, z.array(text).min(1)])).optional(),
  /** The target column is a time, or hours since the row was opened. */
  target: z.enum(['time', 'hours']).optional(),
  /** Category of the log: kind of the base scenario, or a new name. */
  categories: z.record(z.string(), identifier).optional(),
  /** Kind of the base whose other values a new kind takes over. */
  template: identifier.optional(),
  /** Text in the log: channel of the scenario. */
  channels: z.record(z.string(), z.enum(CHANNELS)).optional(),
  /** Text in the log: unit of the city. */
  areas: z.record(z.string(), z.string().min(1).max(100)).optional(),
  /** Kinds of the base that the log does not name. */
  others: z.enum(['keep', 'none']).optional(),
  /** What takes longer between arrival and closing is waiting, not work. */
  workAtMostHours: positive.max(72).optional(),
});
export type LogMap = z.infer<typeof logMap>;

/** A time column with how it is written, the map's own way filled in. */
export interface TimeColumn {
  readonly column: string;
  readonly dates: (typeof DATES)[number] | undefined;
  readonly format: string | undefined;
}

/** The heading that a field stands under; undefined where the log has none. */
export function headingOf(map: LogMap, field: Field): string | undefined {
  const column = map.columns[field];
  return typeof column === 'object' ? column.column : column;
}

/** The column of a time, empty where the log has none; the map's general `dates` and `format` hold where it has no own. */
export function writtenAs(map: LogMap, field: 'opened' | 'dispatched' | 'arrived' | 'closed' | 'target'): TimeColumn {
  const column = map.columns[field];
  const own = typeof column === 'object' ? column : { column: column ?? '', dates: undefined, format: undefined };
  const ownWay = own.dates !== undefined || own.format !== undefined;
  return {
    column: own.column,
    dates: ownWay ? own.dates : map.time.dates,
    format: ownWay ? own.format : map.time.format,
  };
}
