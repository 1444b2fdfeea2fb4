import { parse } from 'csv-parse/sync';
import { type Column, readHeadings } from './columns.ts';
import type { TextFile } from './files.ts';
import type { ImportMap } from './map.ts';
import type { Problems } from './problems.ts';

/** Most areas in all files together. */
export const MOST_AREAS = 200_000;

/** A row or feature before its values are looked at. */
export interface RawArea {
  readonly where: string;
  readonly fields: Readonly<Partial<Record<Column, unknown>>>;
  /** GeoJSON's geometry; undefined where there is none. */
  readonly geometry: unknown;
}

/** The rows of a CSV file with a heading line (RFC 4180; a semicolon or a tabulator may part the fields as well). */
export function readCsvAreas({ name, text }: TextFile, map: ImportMap, problems: Problems): RawArea[] {
  const rows = csvRows({ name, text }, problems);
  const [first, ...rest] = rows;
  if (first === undefined) return [];
  const headings = readHeadings(first.fields, map, `${name}:1`, problems);
  return rest.flatMap(({ line, fields }) => {
    const where = `${name}:${line}`;
    if (fields.length !== first.fields.length) {
      const values = { number: fields.length, expected: first.fields.length };
      problems.add({ where }, 'cityImport.fieldCount', values);
      return [];
    }
    const byHeading = new Map(first.fields.map((heading, i) => [heading, fields[i]]));
    const columns = Array.from(headings, ([column, heading]) => [column, byHeading.get(heading)]);
    return [{ where, fields: Object.fromEntries(columns), geometry: undefined }];
  });
}

/** All rows of a CSV file that are not empty, with the line on which each ends; none, and a problem, where it is none. */
export function csvRows(
  { name, text }: Pick<TextFile, 'name' | 'text'>,
  problems: Problems,
): { line: number; fields: string[] }[] {
  const firstLine = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1);
  const count = (mark: string): number => firstLine.split(mark).length;
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  try {
    const options = { bom: true, delimiter, trim: true, skip_empty_lines: true, relax_column_count: true, info: true };
    const rows = parse(text, { ...options, max_record_size: 5_000_000 }) as unknown as {
      info: { lines: number };
      record: string[];
    }[];
    const full = rows.filter(({ record }) => record.some((field) => field !== ''));
    if (full.length < 2) problems.add({ where: name }, 'cityImport.empty');
    return full.map(({ info, record }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    problems.add({ where: name }, 'cityImport.notCsv', { detail });
    return [];
  }
}
