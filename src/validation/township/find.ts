import type { City } from '../../city/city.ts';

/** Townships that a text means: by code, by name, or by a name without what such places are called in general. */
export function findTownships(city: City, text: string): number[] {
  const by = (fits: (code: string, name: string) => boolean) =>
    city.townships.flatMap(({ code, name }, township) => (fits(code, name) ? [township] : []));
  const exact = by((code, name) => code === text || name === text);
  return exact.length > 0 ? exact : by((_, name) => withoutKind(name) === text);
}

function withoutKind(name: string): string {
  return name.replace(/(街道|镇|乡)$/, '');
}
