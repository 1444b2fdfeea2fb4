import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { City } from './city.ts';
import { type FixtureTexts, parseFixtures, readFixtureTexts } from './fixtures.ts';
import { isStored, STORED, type StoredTexts } from './import/stored.ts';

/** The files that a city is built from, and how. */
export interface CitySource {
  /** Of the cache's file. */
  readonly name: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly build: (seed: string) => Promise<City>;
}

/**
 * The files of the city in a folder that `city import` has written, or, without one, of the city that comes with Gridbeat
 * under that name. Rejects with ENOENT where there is none.
 */
export async function readCitySource(name: string, folder?: string): Promise<CitySource> {
  if (folder !== undefined) return importedSource('imported', folder);
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`not the name of a city: ${JSON.stringify(name)}`);
  const shipped = fileURLToPath(new URL(`../../fixtures/${name}/`, import.meta.url));
  if (isStored(await readFile(join(shipped, 'city.json'), 'utf8'))) return importedSource(name, shipped);
  const texts = await readFixtureTexts(name);
  return { name, texts, build: (seed) => buildShipped(texts, seed) };
}

async function buildShipped(texts: FixtureTexts, seed: string): Promise<City> {
  const { buildCity } = await import('./build.ts');
  return buildCity(parseFixtures(texts), seed);
}

async function importedSource(name: string, folder: string): Promise<CitySource> {
  const contents = await Promise.all(STORED.map((file) => readFile(join(folder, file), 'utf8')));
  const texts = Object.fromEntries(STORED.map((file, i) => [file, contents[i]])) as StoredTexts;
  const model = await readFile(new URL('../../fixtures/yangzhou/city.json', import.meta.url), 'utf8');
  const build = async (seed: string): Promise<City> => {
    const { planOf } = await import('./import/store.ts');
    const { buildImportedCity } = await import('./import/build.ts');
    return buildImportedCity(await planOf(texts, folder), JSON.parse(model), seed);
  };
  return { name, texts: { ...texts, model }, build };
}
