/** The files of an imported city's folder. */
export const STORED = ['city.json', 'areas.geojson', 'census.csv'] as const;
export type StoredTexts = Readonly<Record<(typeof STORED)[number], string>>;

/** What the first of them says that it is. */
export const FORMAT = 'gridbeat-city';

/** Whether a `city.json` is that of an imported city. */
export function isStored(json: string): boolean {
  try {
    return (JSON.parse(json) as { format?: unknown } | null)?.format === FORMAT;
  } catch {
    return false;
  }
}
