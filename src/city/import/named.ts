import type { Community, Township, Unit } from '../city.ts';
import { URBAN_DENSITY } from './assumed.ts';
import type { Group } from './people.ts';
import type { Place } from './places.ts';

/** The units, known by their codes; one that repeats another's gets its number as well. */
export function unitsOf(places: readonly Place[]): Unit[] {
  const codes = places.map(({ code }) => code);
  return places.map(({ code, name, nameEn, kind, area }, i) => ({
    id: codes.indexOf(code) === i ? code : `${code}-${i + 1}`,
    name: { en: nameEn ?? name, zh: name },
    kind: kind === 'zone' ? 'zone' : 'county',
    source: area === undefined ? '[D]' : '[areas]',
  }));
}

/** A place of no kind, or of one that townships do not have, is a town [A]. */
export function townshipOf({ code, name, kind }: Place): Township {
  return { code, name, kind: kind === 'subdistrict' || kind === 'township' ? kind : 'town' };
}

/** A community of no kind is urban where people live densely, otherwise a village [A]. */
export function communityOf(place: Place, squareMetres: number, groups: readonly Group[]): Community {
  const { code, name, kind } = place;
  if (kind === 'urban' || kind === 'residents' || kind === 'village') return { code, name, kind };
  const density = residentsOf(place, groups) / (squareMetres / 1e6);
  return { code, name, kind: density >= URBAN_DENSITY ? 'urban' : 'village' };
}

function residentsOf(place: Place, groups: readonly Group[]): number {
  if (place.group === undefined) return place.inside.reduce((sum, part) => sum + residentsOf(part, groups), 0);
  const { residents, families } = groups[place.group];
  return families === 0 ? residents : (residents * place.families) / families;
}
