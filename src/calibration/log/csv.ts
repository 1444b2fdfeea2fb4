import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
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
    // A quote within a field is text: strictly read, one such slip would swallow all rows up to the next quote.
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
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
  try {
    await pipeline([...source.streams, parser]);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'CSV_MAX_RECORD_SIZE' || code === 'CSV_QUOTE_NOT_CLOSED') throw new OpenQuote(lastLine);
    throw error;
  }
  return { rows, left };
}
