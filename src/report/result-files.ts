import { stringify } from 'yaml';
import { type City, GRID_EXCLUSIVE } from '../city/city.ts';
import type { Language } from '../locales/index.ts';
import { DIMENSIONS, type Dimension, type Measures, type RunResult } from '../run/result.ts';
import type { Judgement } from '../run/targets.ts';
import { isoTime } from '../scenario/calendar.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type CsvCell, toCsv } from './csv.ts';
import type { Manifest } from './manifest.ts';
import { unitName } from './notes.ts';
import { verdictsOf } from './run-output.ts';

const MEASURE_COLUMNS = ['measure', 'value', 'low', 'high', 'unit', 'censored', 'reason'];

function measureRows(measures: Measures): CsvCell[][] {
  return Object.entries(measures).map(([name, { value, low, high, unit, censored, reason }]) => [
    name,
    value,
    low,
    high,
    unit,
    censored ? 'true' : '',
    reason,
  ]);
}

/** What people call a cell of a breakdown; the cell's own id where it has no other name. */
type CellNames = (dimension: Dimension, cell: string) => string;

function cellNames(scenario: Scenario, city: City, language: Language): CellNames {
  const townships = new Map(city.townships.map(({ code, name }) => [code, name]));
  const communities = new Map(city.communities.map(({ code, name }) => [code, name]));
  return (dimension, cell) => {
    if (dimension === 'unit') return unitName(city, cell, language);
    if (dimension === 'township') return townships.get(cell) ?? cell;
    if (dimension === 'community') return communities.get(cell) ?? cell;
    if (dimension === 'kind') return scenario.incidents.kinds[cell]?.name[language] ?? cell;
    return cell;
  };
}

function breakdownCsv(dimension: Dimension, result: RunResult, names: CellNames): string {
  const rows = Object.entries(result.breakdowns[dimension]).flatMap(([cell, measures]) =>
    measureRows(measures).map((row) => [cell, names(dimension, cell), ...row]),
  );
  return toCsv(['cell', 'name', ...MEASURE_COLUMNS], rows);
}

/** Codes are the community's, then the grid's number in it, then the micro-grid's in that: 321002001001-02-3. */
function* microGridRows(result: RunResult, city: City): Generator<CsvCell[]> {
  const { microGrid, gridCommunity, gridMicros, communityGrids, communityTownship, townshipUnit } = city;
  for (const [micro, reported] of result.microGrids.reported.entries()) {
    const grid = microGrid[micro];
    const community = gridCommunity[grid];
    const { code, name } = city.communities[community];
    const gridNumber = String(grid - communityGrids[community] + 1).padStart(2, '0');
    const kind = city.gridKind[grid] === GRID_EXCLUSIVE ? 'exclusive' : 'comprehensive';
    const unit = city.units[townshipUnit[communityTownship[community]]].id;
    const id = `${code}-${gridNumber}-${micro - gridMicros[grid] + 1}`;
    yield [id, unit, code, name, kind, reported, result.microGrids.coverageGap[micro]];
  }
}

function* seriesRows(result: RunResult, scenario: Scenario): Generator<CsvCell[]> {
  for (const [name, { unit, from, stepSeconds, values }] of Object.entries(result.series)) {
    for (const [step, value] of values.entries()) {
      const seconds = from + step * stepSeconds;
      yield [name, seconds, isoTime(scenario.horizon.start, seconds), value, unit];
    }
  }
}

/** The scenario in two files as people write it, so that `gridbeat run FOLDER/scenario.yaml` makes the run again. */
function scenarioFiles(scenario: Scenario): [string, string][] {
  const { hourProfiles, weekdayProfiles, kinds, ...incidents } = scenario.incidents;
  const resolved = { ...scenario, incidents: { ...incidents, catalogue: 'catalogue.yaml' } };
  return [
    ['scenario.yaml', stringify(resolved)],
    ['catalogue.yaml', stringify({ hourProfiles, weekdayProfiles, kinds })],
  ];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export interface ResultSource {
  readonly result: RunResult;
  readonly judgements: readonly Judgement[];
  readonly manifest: Manifest;
  readonly scenario: Scenario;
  readonly city: City;
  readonly language: Language;
}

/** The files of a result folder: text by file name. */
export function resultFiles({
  result,
  judgements,
  manifest,
  scenario,
  city,
  language,
}: ResultSource): Map<string, string> {
  const names = cellNames(scenario, city, language);
  const microHeader = ['microGrid', 'unit', 'community', 'name', 'gridKind', 'reported', 'coverageGap'];
  return new Map([
    ['manifest.json', json(manifest)],
    ...scenarioFiles(scenario),
    ['measures.json', json(result.measures)],
    ['targets.json', json(verdictsOf(judgements))],
    ['measures.csv', toCsv(MEASURE_COLUMNS, measureRows(result.measures))],
    ...DIMENSIONS.map((dimension): [string, string] => [
      `breakdown-${dimension}.csv`,
      breakdownCsv(dimension, result, names),
    ]),
    ['micro-grids.csv', toCsv(microHeader, microGridRows(result, city))],
    ['series.csv', toCsv(['measure', 'seconds', 'localTime', 'value', 'unit'], seriesRows(result, scenario))],
  ]);
}
