import { isObject } from '../../kernel/object.ts';
import { readHeadings } from './columns.ts';
import type { TextFile } from './files.ts';
import type { ImportMap } from './map.ts';
import type { Problems } from './problems.ts';
import type { RawArea } from './raw.ts';

/**
 * Names of reference systems in degrees that differ by less than a metre or two, which is nothing here: WGS 84 and China's
 * CGCS2000 (EPSG 4490).
 */
const DEGREES = /(?:CRS:?84h?|EPSG:+(?:[\d.]*:)?(?:4326|4490|4979)|WGS ?84)$/i;

/** The features of a GeoJSON file (RFC 7946). What is no FeatureCollection in degrees is told as a problem. */
export function readGeojsonAreas({ name, text }: TextFile, map: ImportMap, problems: Problems): RawArea[] {
  let root: unknown;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    problems.add({ where: name }, 'cityImport.notJson', { detail });
    return [];
  }
  if (!isObject(root) || root.type !== 'FeatureCollection' || !Array.isArray(root.features)) {
    const found = isObject(root) ? root.type : root;
    problems.add({ where: name }, 'cityImport.notFeatures', {}, { found });
    return [];
  }
  checkReference(root.crs, name, problems);
  if (root.features.length === 0) problems.add({ where: name }, 'cityImport.empty');
  const features: readonly unknown[] = root.features;
  const headings = readHeadings(headingsOf(features), map, name, problems);
  return features.flatMap((feature, index) => {
    const where = `${name} features[${index}]`;
    if (!isObject(feature) || feature.type !== 'Feature' || !isObject(feature.properties)) {
      problems.add({ where }, 'cityImport.notFeature', {}, { found: isObject(feature) ? feature.type : feature });
      return [];
    }
    const { properties, geometry } = feature;
    const columns = Array.from(headings, ([column, heading]) => [column, properties[heading]]);
    return [{ where, fields: Object.fromEntries(columns), geometry: geometry ?? undefined }];
  });
}

function headingsOf(features: readonly unknown[]): string[] {
  const names = new Set<string>();
  for (const feature of features) {
    if (!isObject(feature) || !isObject(feature.properties)) continue;
    for (const name of Object.keys(feature.properties)) if (names.size < 1000) names.add(name);
  }
  return [...names];
}

/** The old `crs` member: only what is in degrees is understood; nothing is reprojected. */
function checkReference(crs: unknown, where: string, problems: Problems): void {
  if (crs === undefined || crs === null) return;
  const properties = isObject(crs) ? crs.properties : undefined;
  const name = isObject(properties) ? properties.name : undefined;
  if (typeof name === 'string' && DEGREES.test(name)) return;
  problems.add(
    { where },
    'cityImport.reference',
    {},
    { found: name ?? crs, expected: { key: 'cityImport.expected.degrees' } },
  );
}
