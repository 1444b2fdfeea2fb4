import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { importCity } from '../../../src/city/import/import.ts';
import { CityImportError } from '../../../src/city/import/problems.ts';

export const LANWAN = fileURLToPath(new URL('../../../fixtures/lanwan/', import.meta.url));
const read = (file: string): string => readFileSync(join(LANWAN, 'source', file), 'utf8');
export const CENSUS = read('census.csv');

export type Ring = [number, number][];
export interface Feature {
  type: string;
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: Ring[] } | null;
}
export interface Collection {
  type: string;
  crs?: unknown;
  features: Feature[];
}

/** A fresh copy of the small city's areas, to be damaged. */
export const areas = (): Collection => JSON.parse(read('areas.geojson'));
export const indexOf = (collection: Collection, code: string): number =>
  collection.features.findIndex(({ properties }) => properties.code === code);
export function feature(collection: Collection, code: string): Feature {
  return collection.features[indexOf(collection, code)];
}
/** The outline of an area, closed. */
export const ring = (collection: Collection, code: string): Ring =>
  feature(collection, code).geometry?.coordinates[0] ?? [];

/** Writes files into a folder that goes away with the test. */
export async function filesIn(contents: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gridbeat-import-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await Promise.all(Object.entries(contents).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

export interface Files {
  readonly areas: string | Collection;
  readonly census?: string;
  readonly map?: string;
}

/** Imports these files as the command does. */
export async function importFiles({ areas, census, map }: Files) {
  const text = typeof areas === 'string' ? areas : JSON.stringify(areas);
  const contents = { areas: text, ...(census && { 'census.csv': census }), ...(map && { 'map.yaml': map }) };
  const folder = await mkdtemp(join(tmpdir(), 'gridbeat-import-'));
  await Promise.all(Object.entries(contents).map(([name, content]) => writeFile(join(folder, name), content)));
  const importing = importCity({
    name: 'lanwan',
    title: { en: 'Lanwan', zh: '澜湾市' },
    areas: [join(folder, 'areas')],
    census: census && join(folder, 'census.csv'),
    map: map && join(folder, 'map.yaml'),
  });
  return importing.finally(() => rm(folder, { recursive: true }));
}

/** What is wrong with the files: each as file and place, code, key. */
export async function wrongWith(files: Files): Promise<string[]> {
  try {
    await importFiles(files);
    return [];
  } catch (error) {
    if (!(error instanceof CityImportError)) throw error;
    return error.problems.map(({ where, path, message }) =>
      [where.replace(/^.*\//, ''), path, message.key.replace('cityImport.', '')]
        .filter((part) => part !== '')
        .join(' '),
    );
  }
}
