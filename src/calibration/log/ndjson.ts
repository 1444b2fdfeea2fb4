import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Fields, isObject } from '../../kernel/object.ts';
import { FIELDS, type Field, headingOf, type LogMap } from '../map/schema.ts';
import type { CheckHeadings } from './csv.ts';
import type { DamageLog } from './damage.ts';
import { filterOf } from './filter.ts';
import type { RowReader } from './row-reader.ts';
import type { Source } from './source.ts';

/** The headings are those of the first objects: a column may be missing where there is nothing to say. */
const LOOKED_AT = 1000;

/**
 * Reads one JSON object a line; `a.b` leads into an object. Headings are checked against the first thousand rows.
 * Otherwise as `readCsv`.
 */
export async function readNdjson(
  source: Source,
  map: LogMap,
  reader: RowReader,
  damage: DamageLog,
  checkHeadings: CheckHeadings,
): Promise<{ rows: number; left: number }> {
  const filter = filterOf(map);
  const headings = new Map(FIELDS.map((field) => [field, headingOf(map, field)]));
  const known = new Set<string>();
  let rows = 0;
  let left = 0;
  let line = 0;
  let object: Fields = {};
  const cells = (field: Field) => {
    const heading = headings.get(field);
    return heading === undefined ? undefined : textAt(object, heading);
  };
  const waiting: { object: Fields; line: number }[] = [];
  const take = (row: { object: Fields; line: number }): void => {
    object = row.object;
    if (filter === undefined || filter((heading) => textAt(object, heading))) reader.read(cells, row.line);
    else left++;
  };
  const check = (): void => {
    if (waiting.length === 0) return;
    checkHeadings([...known]);
    for (const row of waiting.splice(0)) take(row);
  };
  const readLine = (text: string): void => {
    line++;
    const trimmed = text.trim();
    if (trimmed === '') return;
    rows++;
    const parsed = parseObject(trimmed);
    if (parsed === undefined) damage.add('json', line, trimmed);
    else if (rows <= LOOKED_AT) {
      for (const key of keysOf(parsed)) known.add(key);
      waiting.push({ object: parsed, line });
      if (rows === LOOKED_AT) check();
    } else {
      check();
      take({ object: parsed, line });
    }
  };
  const [input, ...rest] = source.streams;
  const last = new PassThrough();
  const piped = pipeline([input, ...rest, last]);
  // Where a line is refused the streams are broken off, which is no news then.
  piped.catch(() => {});
  for await (const text of linesOf(last)) readLine(text);
  await piped;
  if (known.size === 0) checkHeadings([]);
  check();
  return { rows, left };
}

/** A line longer than this is cut off there: it cannot be read, and is told so. */
const LONGEST_LINE = 4_000_000;

/** Lines of a text in UTF-8, without a byte order mark. */
async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const block of input) {
    const lines = (rest + decoder.decode(block, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function keysOf(object: Fields, prefix = ''): string[] {
  return Object.entries(object).flatMap(([key, value]) =>
    isObject(value) && prefix.length < 200 ? [prefix + key, ...keysOf(value, `${prefix}${key}.`)] : [prefix + key],
  );
}

function textAt(object: Fields, heading: string): string {
  let value: unknown = object;
  if (Object.hasOwn(object, heading)) value = object[heading];
  else {
    for (const key of heading.split('.')) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return '';
      value = (value as Fields)[key];
    }
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
