import { closest } from '../../scenario/suggest.ts';
import type { ImportMap } from './map.ts';
import type { Problems } from './problems.ts';

/** What a file of areas may say of each, with the headings that are understood without a map. */
const HEADINGS = {
  code: ['id', '编码', '代码', '编号'],
  name: ['名称', '名字'],
  nameEn: ['name_en', '英文名称', '英文名'],
  parent: ['parent_code', 'parentCode', '上级', '上级编码', '上级代码'],
  level: ['层级', '级别'],
  kind: ['type', '类型', '类别'],
  residents: ['population', '常住人口', '人口'],
  households: ['户数', '家庭户', '家庭户数'],
  km2: ['面积', '平方公里'],
  longitude: ['lon', 'lng', '经度'],
  latitude: ['lat', '纬度'],
  wkt: ['geometry', '边界'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof HEADINGS;
const COLUMNS = Object.keys(HEADINGS) as Column[];

const KNOWN = new Map<string, Column>(
  COLUMNS.flatMap((column) => [column, ...HEADINGS[column]].map((heading) => [heading.toLowerCase(), column] as const)),
);

/**
 * Which heading of a file holds which column. Told as problems: a heading that means nothing and is not to be ignored, two
 * headings of one meaning, a heading of the map that the file does not have, and the lack of a code.
 */
export function readHeadings(
  headings: readonly string[],
  map: ImportMap,
  where: string,
  problems: Problems,
): ReadonlyMap<Column, string> {
  const found = new Map<Column, string>();
  const named = new Map(
    COLUMNS.flatMap((column) => (map.columns[column] === undefined ? [] : [[map.columns[column], column] as const])),
  );
  for (const heading of headings) {
    const known = KNOWN.get(heading.trim().toLowerCase());
    const column = named.get(heading) ?? (known !== undefined && map.columns[known] === undefined ? known : undefined);
    if (map.ignore === 'all' ? column === undefined : map.ignore.includes(heading)) continue;
    if (column === undefined) {
      const meant = closest(heading, [...KNOWN.keys()]);
      const suggestion =
        meant === undefined
          ? { key: 'cityImport.ignoreIt' as const, values: { name: heading } }
          : { key: 'scenario.didYouMean' as const, values: { name: meant } };
      problems.add({ where }, 'cityImport.unknownColumn', {}, { found: heading, suggestion });
    } else if (found.has(column)) {
      problems.add({ where }, 'cityImport.columnTwice', { column }, { found: heading });
    } else found.set(column, heading);
  }
  if (!found.has('code')) {
    problems.add(
      { where },
      'cityImport.missingColumn',
      { column: 'code' },
      { expected: { key: 'cityImport.expected.heading', values: { names: ['code', ...HEADINGS.code].join(', ') } } },
    );
  }
  return found;
}
