import type { LogMap } from '../map/schema.ts';

/** Whether a row belongs to the log, by the map's `only`; `value` gives the text under a heading. */
export type Filter = (value: (heading: string) => string | undefined) => boolean;

/** The filter that a map asks for; undefined where every row belongs. */
export function filterOf(map: LogMap): Filter | undefined {
  const wanted = Object.entries(map.only ?? {}).map(([heading, values]) => ({
    heading,
    values: new Set([values].flat()),
  }));
  if (wanted.length === 0) return undefined;
  return (value) => wanted.every(({ heading, values }) => values.has(value(heading) ?? ''));
}
