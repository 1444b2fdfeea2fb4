import { pipeline } from 'node:stream/promises';
import { type CsvError, parse } from 'csv-parse';
import { FIELDS, headingOf, type LogMap } from '../map/schema.ts';
import type { DamageLog } from './damage.ts';
import { filterOf } from './filter.ts';
import type { RowReader } from './row-reader.ts';
import type { Source } from './source.ts';

const LONGEST_ROW = 4_000_000;

/** Called once the headings are known; throws for those that the map names and the log has not. */
export type CheckHeadings = (headings: readonly string[]) => void;

/** A quote that is opened and never closed swallows the rest: the reading ends there. */
export class OpenQuote extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`the quote opened before line ${line} is not closed`);
    this.line = line;
  }
}

/**
 * Reads separated values into `reader`; quoted fields may hold line ends. Returns the number of rows seen, those left out
 * by `only` apart. Rejects with what `checkHeadings` throws, with `OpenQuote`, or with the stream's error.
 */
export async function readCsv(
  source: Source,
  delimiter: string,
  map: LogMap,
  reader: RowReader,
  damage: DamageLog,
  checkHeadings: CheckHeadings,
): Promise<{ rows: number; left: number }> {
  const filter = filterOf(map);
  let headings: string[] | undefined;
  let at: readonly number[] = [];
  let record: readonly string[] = [];
  let rows = 0;
  let left = 0;
  let lastLine = 1;
  const place = new Map<string, number>();
  const cell = FIELDS.map((_, index) => () => (at[index] < 0 ? undefined : record[at[index]]));
  const byField = new Map(FIELDS.map((field, index) => [field, cell[index]]));
  const cells = (field: (typeof FIELDS)[number]) => byField.get(field)?.();
  const textUnder = (heading: string) => record[place.get(heading) ?? -1];
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    on_skip: (error: CsvError | undefined) => {
      const line = Number(error?.lines ?? lastLine);
      if (error?.code === 'CSV_MAX_RECORD_SIZE' || error?.code === 'CSV_QUOTE_NOT_CLOSED')
        throw new OpenQuote(lastLine);
      const spanned = Math.max(1, line - lastLine);
      damage.add('quotes', line, error?.message ?? '', spanned);
      rows += spanned;
      lastLine = line;
      return undefined;
    },
    on_record: (fields: string[], { lines }) => {
      lastLine = lines;
      if (headings === undefined) {
        headings = fields.map((heading) => heading.trim());
        headings.forEach((heading, index) => {
          if (!place.has(heading)) place.set(heading, index);
        });
        checkHeadings(headings);
        at = FIELDS.map((field) => place.get(headingOf(map, field) ?? '\0') ?? -1);
        return null;
      }
      rows++;
      record = fields;
      if (fields.length !== headings.length) damage.add('columns', lines, fields.join(delimiter));
      else if (filter === undefined || filter(textUnder)) reader.read(cells, lines);
      else left++;
      return null;
    },
  });
  parser.resume();
  await pipeline([...source.streams, parser]);
  return { rows, left };
}
