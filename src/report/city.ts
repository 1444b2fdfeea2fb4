import type { City } from '../city/city.ts';
import { cityCounts, countAll } from '../city/counts.ts';
import { type Checked, checkControls, cityFit, type TableFit } from '../city/fit.ts';
import { city as words } from '../locales/en/city.ts';
import { type Language, type MessageKey, say } from '../locales/index.ts';
import { alignColumns, type Column } from '../style/columns.ts';
import { createStyle, type Style } from '../style/style.ts';
import { wrapText } from '../style/wrap.ts';
import type { CityOutput } from './city-output.ts';
import { brailleMap, mapRows } from './map.ts';

export interface CityReportOptions {
  readonly style?: Style;
  /** How far the tree goes down. */
  readonly depth?: 'unit' | 'township' | 'community';
  /** Id of the only unit whose tree and constraints are shown. */
  readonly unit?: string;
}

interface Context {
  readonly city: City;
  readonly language: Language;
  readonly style: Style;
}

const WIDTH = 80;
const MAP_COLUMNS = 44;
const MAP_MOST_ROWS = 40;
const left = (width: number): Column => ({ width, align: 'left' });
const right = (width: number): Column => ({ width, align: 'right' });
const TREE_COLUMNS = [left(31), right(12), right(9), right(6), right(12), right(10)];
const CONSTRAINT_COLUMNS = [left(32), right(11), right(11), left(26)];
const FIT_COLUMNS = [left(46), right(8), right(16), right(10)];

/** What `city show --json` prints: everything counted from the arrays. `unit`: id of the only unit in `units`. */
export function cityJson(city: City, unit?: string): CityOutput {
  const { totalAbsoluteError, tables } = cityFit(checkControls(city));
  const { counts, units } = cityCounts(city);
  return { counts, units: unit === undefined ? units : { [unit]: units[unit] }, fit: { totalAbsoluteError, tables } };
}

/** What `city show` prints for people: map, tree, every constraint beside the count, goodness of fit; 80 columns. */
export function cityReport(city: City, language: Language, options: CityReportOptions = {}): string {
  const context = { city, language, style: options.style ?? createStyle(false) };
  const counted = countAll(city);
  const checked = checkControls(city, counted);
  const { residents, grids, microGrids } = counted.city;
  const heading = say(language, {
    key: 'city.heading',
    values: {
      name: city.title[language],
      residents: whole(residents, language),
      grids: whole(grids, language),
      microGrids: whole(microGrids, language),
    },
  });
  const parts = [
    context.style.heading(heading),
    map(context),
    tree(context, options),
    constraints(checked, context, options.unit),
    ...(checked.length === 0 || options.unit !== undefined ? [] : [goodness(checked, context)]),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const whole = (number: number, language: Language): string => number.toLocaleString(language);

function section(
  title: MessageKey,
  heads: readonly MessageKey[],
  columns: readonly Column[],
  rows: readonly string[][],
  { language, style }: Context,
): string {
  const names = [title, ...heads].map((key) => say(language, key));
  const [head = '', ...lines] = alignColumns(columns, [names, ...rows]);
  return [style.heading(head), ...lines].join('\n');
}

/** The map with the numbers' names beside it. */
function map({ city, language, style }: Context): string {
  const lines = brailleMap(city, { columns: MAP_COLUMNS, rows: mapRows(city, MAP_COLUMNS, MAP_MOST_ROWS) });
  const names = city.units.map((unit, i) => `${i + 1} ${unit.name[language]}`);
  const first = Math.max(0, Math.floor((lines.length - names.length) / 2));
  const drawn = lines.map((line, row) => `${line}   ${names[row - first] ?? ''}`.trimEnd());
  const caption: MessageKey = city.layout === 'imported' ? 'cityImport.caption' : 'city.caption';
  const waters: readonly MessageKey[] = city.waters.length === 0 ? [] : ['city.waters'];
  const notes = [caption, ...waters].flatMap((key) => wrapText(say(language, key), WIDTH));
  return [...drawn, ...notes.map(style.faint)].join('\n');
}

interface Place {
  readonly indent: number;
  readonly name: string;
  /** Ranges of communities. */
  readonly from: number;
  readonly to: number;
}

function placesOf({ city, language }: Context, { depth = 'township', unit: only }: CityReportOptions): Place[] {
  return city.units.flatMap((unit, u) => {
    if (only !== undefined && unit.id !== only) return [];
    const [first, end] = [city.unitTownships[u], city.unitTownships[u + 1]];
    const communities = (t: number): number => city.townshipCommunities[t];
    const places: Place[] = [{ indent: 0, name: unit.name[language], from: communities(first), to: communities(end) }];
    if (depth === 'unit') return places;
    for (let t = first; t < end; t++) {
      places.push({ indent: 1, name: city.townships[t].name, from: communities(t), to: communities(t + 1) });
      if (depth === 'township') continue;
      for (let c = communities(t); c < communities(t + 1); c++) {
        places.push({ indent: 2, name: city.communities[c].name, from: c, to: c + 1 });
      }
    }
    return places;
  });
}

function tree(context: Context, options: CityReportOptions): string {
  const { city, language } = context;
  const rows = placesOf(context, options).map(({ indent, name, from, to }) => {
    const [firstGrid, endGrid] = [city.communityGrids[from], city.communityGrids[to]];
    const [first, end] = [city.gridMicros[firstGrid], city.gridMicros[endGrid]];
    const urban = city.communities.slice(from, to).filter(({ kind }) => kind === 'urban').length;
    const residents =
      city.householdResidents[city.microHouseholds[end]] - city.householdResidents[city.microHouseholds[first]];
    const numbers = [to - from, urban, endGrid - firstGrid, end - first, residents];
    return [`${'  '.repeat(indent)}${name}`, ...numbers.map((number) => whole(number, language))];
  });
  const heads = ['communities', 'urban', 'grids', 'microGrids', 'residents'] as const;
  return section(
    'city.tree',
    heads.map((name) => `city.column.${name}` as const),
    TREE_COLUMNS,
    rows,
    context,
  );
}

/** Words for a key of the catalogue of the city, or the key's last part where there are none. */
function label(prefix: 'city.count.' | 'city.table.', name: string, language: Language): string {
  const key = `${prefix}${name}`;
  return isKey(key) ? say(language, key) : name;
}

const isKey = (key: string): key is keyof typeof words => Object.hasOwn(words, key);

function countLabel({ count, unit }: Checked, { city, language }: Context): string {
  const [kind = '', part = ''] = count.split('.');
  let name = label('city.count.', count, language);
  if (kind === 'age') name = say(language, { key: 'city.count.age', values: { band: part } });
  if (kind === 'familiesOf') name = say(language, { key: 'city.count.familiesOf', values: { size: part } });
  const where = city.units.find(({ id }) => id === unit)?.name[language];
  return where === undefined ? name : `  ${where}`;
}

/** Empty where there are none to show. */
function constraints(checked: readonly Checked[], context: Context, only: string | undefined): string {
  const { language, style } = context;
  const shown = checked.filter(
    ({ exact, table, place, unit }) =>
      exact && table !== 'unit.age' && place === undefined && (only === undefined || unit === only),
  );
  if (shown.length === 0) return '';
  const rows = shown.flatMap((control, i) => {
    const { table, value, counted, source } = control;
    const starts = control.unit !== undefined && shown[i - 1]?.table !== table;
    const good = counted === value;
    const row = [
      countLabel(control, context),
      whole(value, language),
      good ? whole(counted, language) : style.bad(whole(counted, language)),
      source,
    ];
    return starts ? [[label('city.table.', table, language), '', '', ''], row] : [row];
  });
  const heads = ['city.column.wanted', 'city.column.counted', 'city.column.source'] as const;
  const table = section('city.constraints', heads, CONSTRAINT_COLUMNS, rows, context);
  return [table, ...wrapText(say(language, 'city.labels'), WIDTH).map(style.faint)].join('\n');
}

function goodness(checked: readonly Checked[], context: Context): string {
  const { language } = context;
  const { tables, totalAbsoluteError } = cityFit(checked);
  const name = ({ table, exact }: TableFit): string => {
    const known = label('city.table.', table, language);
    return exact ? known : say(language, { key: 'city.starting', values: { table: known } });
  };
  const rows = tables.map((table) => [
    name(table),
    String(table.cells),
    whole(Math.round(table.totalAbsoluteError), language),
    table.srmse === 0 ? '0' : table.srmse.toPrecision(2),
  ]);
  const heads = ['city.column.cells', 'city.column.error', 'city.column.srmse'] as const;
  const total = say(language, { key: 'city.exactError', values: { error: totalAbsoluteError } });
  return [section('city.fit', heads, FIT_COLUMNS, rows, context), total].join('\n');
}
