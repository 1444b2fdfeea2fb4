import { type Problem, ScenarioError } from '../../scenario/problem.ts';
import { suggestion } from '../../scenario/suggest.ts';
import type { LoadedMap } from '../map/load.ts';
import { FIELDS, headingOf } from '../map/schema.ts';
import { OpenQuote, readCsv } from './csv.ts';
import { DamageLog } from './damage.ts';
import { readNdjson } from './ndjson.ts';
import type { UnitPlaces } from './places.ts';
import { type Names, RowReader } from './row-reader.ts';
import { LogRows, type Positions, Texts } from './rows.ts';
import { openSource } from './source.ts';
import { Zone } from './zone.ts';

/** A log as read. */
export interface Log extends Names {
  /** Units that positions were looked up in. */
  readonly places: UnitPlaces | undefined;
  readonly rows: LogRows;
  readonly damage: DamageLog;
  /** Rows seen, those left out by the map's `only` not counted. */
  readonly seen: number;
  /** Rows left out by `only`. */
  readonly left: number;
  /** The latest time in the log, seconds since 1970 (universal). */
  readonly latest: number;
  readonly positions: Positions;
  /** Times have no seconds. */
  readonly wholeMinutes: boolean;
}

/**
 * Reads a log of any length as a stream. `progress` is told the bytes read and those there are;
 * positions are looked up in `places`. Throws `ScenarioError`
 * where the file cannot be read or lacks columns that the map names; rows that cannot be read are in `damage`.
 */
export async function readLog(
  file: string,
  { map, whereIs }: LoadedMap,
  progress: (read: number, size: number) => void = () => {},
  places?: UnitPlaces,
): Promise<Log> {
  const source = await openSource(file, progress);
  const rows = new LogRows();
  const damage = new DamageLog();
  const of = (texts: Readonly<Record<string, unknown>> | undefined) => new Texts(Object.keys(texts ?? {}));
  const names = { categories: of(map.categories), channels: of(map.channels), areas: of(map.areas) };
  const reader = new RowReader(map, new Zone(map.time.zone), rows, names, damage, places);
  const format = map.format ?? formatOf(file);
  const check = (headings: readonly string[]): void => {
    const problems = unclear(headings, { map, whereIs });
    if (problems.length > 0) throw new ScenarioError(problems);
  };
  try {
    const { rows: all, left } =
      format === 'ndjson'
        ? await readNdjson(source, map, reader, damage, check)
        : await readCsv(source, map.delimiter ?? (format === 'tsv' ? '\t' : ','), map, reader, damage, check);
    const { latest, positions, wholeMinutes } = reader;
    return { rows, damage, seen: all - left, left, latest, positions, wholeMinutes, places, ...names };
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    throw new ScenarioError([{ where: file, path: '', message: faultOf(error) }]);
  }
}

function faultOf(error: unknown): Problem['message'] {
  if (error instanceof OpenQuote) return { key: 'calibrate.openQuote', values: { line: error.line } };
  const detail = error instanceof Error ? error.message : String(error);
  return { key: 'scenario.fileUnreadable', values: { detail } };
}

function formatOf(file: string): 'csv' | 'tsv' | 'ndjson' {
  const name = file.toLowerCase().replace(/\.gz$/, '');
  if (/\.(ndjson|jsonl|json)$/.test(name)) return 'ndjson';
  return /\.(tsv|tab)$/.test(name) ? 'tsv' : 'csv';
}

/** Headings that the map names and the log has not, or has twice. */
function unclear(headings: readonly string[], { map, whereIs }: LoadedMap): Problem[] {
  const wanted = [
    ...FIELDS.flatMap((field) => {
      const heading = headingOf(map, field);
      return heading === undefined ? [] : [{ heading, path: ['columns', field] }];
    }),
    ...Object.keys(map.only ?? {}).map((heading) => ({ heading, path: ['only', heading] })),
  ];
  return wanted.flatMap(({ heading, path }): Problem[] => {
    const first = headings.indexOf(heading);
    const last = headings.lastIndexOf(heading);
    const where = { where: whereIs(path), path: path.join('.') };
    if (first !== last)
      return [
        { ...where, message: { key: 'calibrate.columnTwice', values: { heading, first: first + 1, last: last + 1 } } },
      ];
    if (first >= 0) return [];
    const meant = suggestion(heading, headings);
    return [
      {
        ...where,
        message: { key: 'calibrate.noColumn', values: { heading } },
        ...(meant && { suggestion: meant }),
      },
    ];
  });
}
