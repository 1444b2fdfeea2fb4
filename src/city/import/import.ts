import { readFile } from 'node:fs/promises';
import type { City } from '../city.ts';
import { buildImportedCity } from './build.ts';
import { readPlan } from './check.ts';
import { MOST_AREA_BYTES, MOST_CENSUS_BYTES, readText } from './files.ts';
import { ContradictoryMargins } from './inhabit.ts';
import { NO_MAP, readMap } from './map.ts';
import { Problems } from './problems.ts';
import { planOf, storeTexts } from './store.ts';
import type { StoredTexts } from './stored.ts';

/** What `city import` is asked to read. */
export interface ImportRequest {
  readonly name: string;
  readonly title: City['title'];
  /** GeoJSON or CSV files of areas. */
  readonly areas: readonly string[];
  readonly census: string | undefined;
  readonly map: string | undefined;
  /** Awaited now and then while areas are compared. */
  readonly pause?: (done: number, all: number) => Promise<void>;
}

/**
 * Reads, checks and builds a city from its own files; returns the files to keep and the city that they give. Throws
 * CityImportError with everything that is wrong; writes nothing.
 */
export async function importCity(request: ImportRequest): Promise<{ texts: StoredTexts; city: City }> {
  const { name, title, pause = async () => {} } = request;
  const problems = new Problems();
  const map = request.map === undefined ? NO_MAP : await readMap(request.map, problems);
  const areas = await Promise.all(request.areas.map((file) => readText(file, MOST_AREA_BYTES, problems)));
  const census = request.census === undefined ? undefined : await readText(request.census, MOST_CENSUS_BYTES, problems);
  // A file that cannot be read would make all that refers to it look wrong.
  problems.end();
  const found = areas.filter((file) => file !== undefined);
  const plan = await readPlan({ name, title, areas: found, census, map }, problems, pause);
  problems.end();
  if (plan === undefined) throw new Error('a city without problems has no plan');
  const texts = storeTexts(plan);
  const model = JSON.parse(await readFile(new URL('../../../fixtures/yangzhou/city.json', import.meta.url), 'utf8'));
  try {
    return { texts, city: buildImportedCity(await planOf(texts, name), model, name) };
  } catch (error) {
    if (!(error instanceof ContradictoryMargins)) throw error;
    const where = census?.name ?? found[0]?.name ?? '';
    problems.add({ where, code: error.message }, 'cityImport.contradiction');
    return problems.end() as never;
  }
}
