import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AGE_BANDS } from '../traits.ts';
import type { Area } from './area.ts';
import type { ImportPlan } from './build.ts';
import type { Census } from './census.ts';
import { readPlan } from './check.ts';
import { NO_MAP } from './map.ts';
import { CityImportError, Problems } from './problems.ts';
import { FORMAT, type StoredTexts } from './stored.ts';

const text = z.string().min(1).max(200);
/** What `city.json` of an imported city holds. */
const storedCity = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  name: text,
  title: z.object({ en: text, zh: text }),
  /** SHA-256 of the other files: they were checked as they are. */
  checksums: z.object({ 'areas.geojson': z.string(), 'census.csv': z.string() }),
});

const checksum = (content: string): string => createHash('sha256').update(content).digest('hex');

/** The files to keep of a checked city, in one form whatever it was read from; the same content gives the same bytes. */
export function storeTexts({ name, title, areas, census }: ImportPlan): StoredTexts {
  const features = areas.map((area) => JSON.stringify(featureOf(area)));
  const geojson = `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
  const csv = `table,category,number\n${censusRows(census)
    .map((row) => `${row.join(',')}\n`)
    .join('')}`;
  const checksums = { 'areas.geojson': checksum(geojson), 'census.csv': checksum(csv) };
  const city = { format: FORMAT, version: 1, name, title, checksums };
  return { 'city.json': `${JSON.stringify(city, null, 2)}\n`, 'areas.geojson': geojson, 'census.csv': csv };
}

function featureOf(area: Area): object {
  const { code, name, nameEn, parent, level, kind, residents, households, km2, centre, shape } = area;
  const [longitude, latitude] = centre ?? [];
  const properties = { code, name, nameEn, parent, level, kind, residents, households, km2, longitude, latitude };
  const coordinates = shape?.map((polygon) => polygon.map((ring) => [...ring, ring[0]]));
  return {
    type: 'Feature',
    properties,
    geometry: coordinates === undefined ? null : { type: 'MultiPolygon', coordinates },
  };
}

function censusRows(census: Census): (string | number)[][] {
  const rows: [string, string, number | undefined][] = [
    ['people', 'total', census.residents],
    ['people', 'family', census.familyResidents],
    ['people', 'collective', census.collectiveResidents],
    ['households', 'family', census.familyHouseholds],
    ['households', 'collective', census.collectiveHouseholds],
    ['sex', 'male', census.males],
    ['sex', 'female', census.females],
    ...(census.ages ?? []).map((number, i): [string, string, number] => ['age', AGE_BANDS[i], number]),
    ...(census.familySizes ?? []).map((number, i, all): [string, string, number] => {
      const open = census.openSize === true && i + 1 === all.length;
      return ['householdSize', `${i + 1}${open ? '+' : ''}`, number];
    }),
  ];
  return rows.flatMap(([table, category, number]) => (number === undefined ? [] : [[table, category, number]]));
}

/**
 * The plan of an imported city out of its folder's files. Throws CityImportError where they are not as they were written:
 * a change by hand would go unchecked.
 */
export async function planOf(texts: StoredTexts, folder: string): Promise<ImportPlan> {
  const problems = new Problems();
  const place = { where: folder };
  const city = storedCity.safeParse(JSON.parse(texts['city.json']));
  if (!city.success) problems.add(place, 'cityImport.notStored');
  problems.end();
  const { name, title, checksums } = storedCity.parse(JSON.parse(texts['city.json']));
  for (const file of ['areas.geojson', 'census.csv'] as const) {
    if (checksum(texts[file]) !== checksums[file]) problems.add({ where: folder, code: file }, 'cityImport.changed');
  }
  problems.end();
  const fileOf = (file: 'areas.geojson' | 'census.csv') => ({ file, name: `${folder}/${file}`, text: texts[file] });
  const silent = texts['census.csv'].trim() === 'table,category,number';
  const census = silent ? undefined : fileOf('census.csv');
  const plan = await readPlan({ name, title, areas: [fileOf('areas.geojson')], census, map: NO_MAP }, problems);
  problems.end();
  if (plan === undefined) throw new CityImportError(problems.list);
  return plan;
}
