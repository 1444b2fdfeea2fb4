import { isPrintable } from '../../scenario/problem.ts';
import type { Position } from '../fixtures.ts';
import type { Area, Shape } from './area.ts';
import type { Column } from './columns.ts';
import type { Place, Problems } from './problems.ts';
import type { RawArea } from './raw.ts';
import { outOfRange, readShape } from './shape.ts';
import { parseWkt } from './wkt.ts';

const MOST_LETTERS = 200;
/** No city of the simulator's has more residents than this in one area. */
const MOST_PEOPLE = 100_000_000;

/** An area whose words are read, before levels and parents are known. */
export type ReadArea = Omit<Area, 'level'> & { readonly levelWord: string | undefined };

/** Reads the values of one row or feature; undefined, and a problem, where it has no code to be known by. */
export function readValues(raw: RawArea, problems: Problems): ReadArea | undefined {
  const { where, fields, geometry } = raw;
  const code = readWord(fields.code, 'code', { where }, problems);
  if (code === undefined) {
    if (isEmpty(fields.code)) problems.add({ where }, 'cityImport.noCode');
    return undefined;
  }
  const place = { where, code };
  const word = (column: Column): string | undefined => readWord(fields[column], column, place, problems);
  const number = (column: Column, most: number, whole: boolean): number | undefined =>
    readNumber(fields[column], column, most, whole, place, problems);
  const centre = readCentre(fields, place, problems);
  const km2 = number('km2', 1_000_000, false);
  if (km2 === 0)
    problems.add(
      place,
      'cityImport.badNumber',
      { column: 'km2' },
      { found: 0, expected: { key: 'scenario.expected.above', values: { limit: 0 } } },
    );
  return {
    where,
    code,
    name: word('name') ?? code,
    nameEn: word('nameEn'),
    parent: word('parent'),
    levelWord: word('level'),
    kind: word('kind'),
    residents: number('residents', MOST_PEOPLE, true),
    households: number('households', MOST_PEOPLE, true),
    km2,
    centre,
    shape: readLand(fields.wkt, geometry, place, problems),
  };
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A text, or a whole number taken for one: codes are often written as numbers. */
function readWord(value: unknown, column: Column, place: Place, problems: Problems): string | undefined {
  if (isEmpty(value)) return undefined;
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  const isText = typeof text === 'string' && text.trim() !== '' && text.length <= MOST_LETTERS;
  if (isText && isPrintable(text.trim())) return text.trim();
  const expected = { key: 'cityImport.expected.text', values: { limit: MOST_LETTERS } } as const;
  problems.add(place, 'cityImport.badText', { column }, { found: value, expected });
  return undefined;
}

function readNumber(
  value: unknown,
  column: Column,
  most: number,
  whole: boolean,
  place: Place,
  problems: Problems,
): number | undefined {
  if (isEmpty(value)) return undefined;
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  const sound = typeof number === 'number' && number >= 0 && number <= most && (!whole || Number.isInteger(number));
  if (sound) return number;
  const expected = {
    key: whole ? 'cityImport.expected.count' : 'cityImport.expected.number',
    values: { most },
  } as const;
  problems.add(place, 'cityImport.badNumber', { column }, { found: value, expected });
  return undefined;
}

function readCentre(fields: RawArea['fields'], place: Place, problems: Problems): Position | undefined {
  if (isEmpty(fields.longitude) && isEmpty(fields.latitude)) return undefined;
  const [longitude, latitude] = [fields.longitude, fields.latitude].map((value) =>
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
  );
  if (typeof longitude !== 'number' || typeof latitude !== 'number' || !Number.isFinite(longitude + latitude)) {
    problems.add(place, 'cityImport.badPosition', {}, { found: [fields.longitude ?? null, fields.latitude ?? null] });
    return undefined;
  }
  const wrong = outOfRange(longitude, latitude);
  if (wrong === undefined) return [longitude, latitude];
  problems.add(
    place,
    wrong,
    { ring: '' },
    { found: [longitude, latitude], expected: { key: 'cityImport.expected.degrees' } },
  );
  return undefined;
}

function readLand(wkt: unknown, geometry: unknown, place: Place, problems: Problems): Shape | undefined {
  if (geometry !== undefined) return readShape(geometry, place, problems);
  if (isEmpty(wkt)) return undefined;
  const parsed = typeof wkt === 'string' ? parseWkt(wkt) : undefined;
  if (parsed !== undefined) return readShape(parsed, place, problems);
  problems.add(place, 'cityImport.badGeometry', {}, { found: wkt, expected: { key: 'cityImport.expected.wkt' } });
  return undefined;
}
