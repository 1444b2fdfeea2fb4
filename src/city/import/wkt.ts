/**
 * Polygons out of well-known text (OGC 06-103r4): POLYGON or MULTIPOLYGON in two dimensions, with or without `SRID=4326;`
 * before it. As GeoJSON's geometry, unchecked; undefined where the text is something else.
 */
export function parseWkt(text: string): { type: 'MultiPolygon'; coordinates: unknown } | undefined {
  const [, kind = '', body = ''] =
    /^\s*(?:SRID\s*=\s*4326\s*;)?\s*(MULTIPOLYGON|POLYGON)\s*(\(.*\))\s*$/is.exec(text) ?? [];
  if (body === '') return undefined;
  // Parentheses become brackets, and each pair of numbers a list: what is left is JSON or was no well-known text.
  const listed = body
    .replace(/[^(),]+/g, (pair) => {
      const numbers = pair.trim();
      return numbers === ''
        ? ''
        : `[${numbers
            .split(/\s+/)
            .map((number) => JSON.stringify(number))
            .join(',')}]`;
    })
    .replaceAll('(', '[')
    .replaceAll(')', ']');
  try {
    const coordinates: unknown = JSON.parse(listed, (_key, value: unknown) =>
      typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value,
    );
    return { type: 'MultiPolygon', coordinates: kind.toUpperCase() === 'POLYGON' ? [coordinates] : coordinates };
  } catch {
    return undefined;
  }
}
