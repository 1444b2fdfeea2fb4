import { AGE_BANDS } from '../traits.ts';
import type { TextFile } from './files.ts';
import type { Place, Problems } from './problems.ts';
import { csvRows } from './raw.ts';

/** A census's margins for the whole city; undefined where it is silent. */
export interface Census {
  readonly residents?: number;
  readonly familyHouseholds?: number;
  readonly familyResidents?: number;
  readonly collectiveHouseholds?: number;
  readonly collectiveResidents?: number;
  readonly males?: number;
  readonly females?: number;
  /** People by `AGE_BANDS`. */
  readonly ages?: readonly number[];
  /** Family households of 1, 2, 3, ... people; the last holds those with more as well if `openSize`. */
  readonly familySizes?: readonly number[];
  readonly openSize?: boolean;
}

const HEADINGS = ['table', 'category', 'number'] as const;
/** First ages of our bands. */
const BORDERS = [0, 15, 60, 65];
const LARGEST_SIZE = 20;
const TABLES = {
  people: ['total', 'family', 'collective'],
  households: ['family', 'collective'],
  sex: ['male', 'female'],
};

interface Row extends Place {
  readonly table: string;
  readonly category: string;
  readonly number: number;
}

/** Reads `table,category,number` rows; see docs/city-import.md. */
export function readCensus(file: TextFile, problems: Problems): Census {
  const rows = readRows(file, problems);
  const one = (table: keyof typeof TABLES, category: string): number | undefined =>
    rows.find((row) => row.table === table && row.category === category)?.number;
  const ages = readAges(
    rows.filter(({ table }) => table === 'age'),
    file.name,
    problems,
  );
  const sizes = readSizes(
    rows.filter(({ table }) => table === 'householdSize'),
    file.name,
    problems,
  );
  const found = {
    residents: one('people', 'total'),
    familyResidents: one('people', 'family'),
    collectiveResidents: one('people', 'collective'),
    familyHouseholds: one('households', 'family'),
    collectiveHouseholds: one('households', 'collective'),
    males: one('sex', 'male'),
    females: one('sex', 'female'),
    ages,
    familySizes: sizes?.counts,
    openSize: sizes?.open,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function readRows(file: TextFile, problems: Problems): Row[] {
  const [first, ...rest] = csvRows(file, problems);
  if (first === undefined) return [];
  const headings = first.fields.map((heading) => heading.toLowerCase());
  const missing = HEADINGS.filter((heading) => !headings.includes(heading));
  for (const column of missing) problems.add({ where: `${file.name}:1` }, 'cityImport.missingColumn', { column });
  for (const heading of headings) {
    if (HEADINGS.some((known) => known === heading) || heading === 'source') continue;
    problems.add({ where: `${file.name}:1` }, 'cityImport.unknownColumn', {}, { found: heading });
  }
  if (missing.length > 0) return [];
  const seen = new Map<string, string>();
  return rest.flatMap(({ line, fields }): Row[] => {
    const [table = '', category = '', text = ''] = HEADINGS.map((heading) => fields[headings.indexOf(heading)]);
    const place = { where: `${file.name}:${line}`, code: `${table} ${category}` };
    const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
    if (number === undefined) {
      problems.add(
        place,
        'cityImport.badNumber',
        { column: 'number' },
        { found: text, expected: { key: 'cityImport.expected.count', values: { most: 999_999_999 } } },
      );
      return [];
    }
    if (!isKnown(table, category)) {
      problems.add(place, 'cityImport.unknownMargin', {}, { expected: { key: 'cityImport.expected.margin' } });
      return [];
    }
    const first = seen.get(place.code);
    if (first !== undefined) problems.add(place, 'cityImport.marginTwice', { first });
    seen.set(place.code, place.where);
    return [{ ...place, table, category, number }];
  });
}

function isKnown(table: string, category: string): boolean {
  if (table === 'age' || table === 'householdSize') return /^\d{1,3}(-\d{1,3}|\+)?$/.test(category);
  return Object.hasOwn(TABLES, table) && TABLES[table as keyof typeof TABLES].includes(category);
}

/** From and to of a category such as 5-9, 65+ or 3. */
function span(category: string): [number, number] {
  const [from, to] = category.split(/[-+]/);
  return [Number(from), category.endsWith('+') ? Number.POSITIVE_INFINITY : Number(to ?? from)];
}

/** Ages in our bands. A census may give finer ones, and `60+` with `65+` as a part of it, as bulletins do. */
function readAges(rows: readonly Row[], file: string, problems: Problems): number[] | undefined {
  if (rows.length === 0) return undefined;
  const bulletin = rows.find(({ category }) => category === '65+');
  const bands = rows.map((row) => {
    const [from, to] = span(row.category);
    const of65 = row.category === '60+' && bulletin !== undefined;
    return { ...row, from, to: of65 ? 64 : to, number: of65 ? row.number - bulletin.number : row.number };
  });
  const ages = new Array<number>(BORDERS.length).fill(0);
  let next = 0;
  let sound = true;
  for (const band of bands.sort((a, b) => a.from - b.from)) {
    const at = BORDERS.findLastIndex((border) => border <= band.from);
    const straddles = at + 1 < BORDERS.length && band.to >= BORDERS[at + 1];
    if (straddles || band.from !== next || band.to < band.from || band.number < 0) {
      problems.add(
        band,
        'cityImport.badAges',
        {},
        {
          found: band.category,
          expected: { key: 'cityImport.expected.ages', values: { bands: AGE_BANDS.join(', ') } },
        },
      );
      sound = false;
    }
    next = band.to + 1;
    ages[at] += band.number;
  }
  if (sound && next !== Number.POSITIVE_INFINITY) {
    problems.add({ where: file, code: 'age' }, 'cityImport.agesEnd', { age: next });
    sound = false;
  }
  return sound ? ages : undefined;
}

function readSizes(
  rows: readonly Row[],
  file: string,
  problems: Problems,
): { counts: number[]; open: boolean } | undefined {
  if (rows.length === 0) return undefined;
  const counts: number[] = [];
  let open = false;
  for (const row of [...rows].sort((a, b) => span(a.category)[0] - span(b.category)[0])) {
    const [from, to] = span(row.category);
    if (open || from !== counts.length + 1 || from > LARGEST_SIZE || (to !== from && to !== Number.POSITIVE_INFINITY)) {
      problems.add(
        row,
        'cityImport.badSizes',
        {},
        { found: row.category, expected: { key: 'cityImport.expected.sizes' } },
      );
      return undefined;
    }
    open = to === Number.POSITIVE_INFINITY;
    counts.push(row.number);
  }
  if (counts.length < 2) {
    problems.add(
      { where: file, code: 'householdSize' },
      'cityImport.badSizes',
      {},
      { expected: { key: 'cityImport.expected.sizes' } },
    );
    return undefined;
  }
  return { counts, open };
}
