import { Hasher } from '../kernel/hash.ts';
import { type Sizes, sizesOf, viewArrays } from './arrays.ts';
import type { City, CityArrays } from './city.ts';

/** All of a city but its arrays: a few hundred kilobytes of plain objects. */
export type CityFacts = Omit<City, keyof CityArrays>;

/** A city as it goes to another thread: structured cloning copies the facts and shares the buffer. */
export interface SharedCity {
  readonly facts: CityFacts;
  readonly sizes: Sizes;
  readonly buffer: SharedArrayBuffer;
}

/** The city for another thread. Throws a TypeError if its arrays do not all stand on one SharedArrayBuffer. */
export function shareCity(city: City): SharedCity {
  const { buffer } = city.residentTraits;
  const views = Object.values(city).filter((value) => ArrayBuffer.isView(value));
  if (!(buffer instanceof SharedArrayBuffer) || views.some((view) => view.buffer !== buffer)) {
    throw new TypeError('the arrays of the city do not stand on one SharedArrayBuffer');
  }
  return { facts: factsOf(city), sizes: sizesOf(city), buffer };
}

/** The city that was shared; reads no file and copies no array. */
export function cityFromShared({ facts, sizes, buffer }: SharedCity): City {
  return { ...facts, ...viewArrays(buffer, sizes) };
}

function factsOf(city: City): CityFacts {
  const { name, title, origin, units, townships, communities, unitOutlines, waters, controls, hash, layout } = city;
  const facts = { name, title, origin, units, townships, communities, unitOutlines, waters, controls, hash };
  return layout === undefined ? facts : { ...facts, layout };
}

/** Identity of a city's bytes: everything but `facts.hash` itself counts. */
export function hashCity(facts: CityFacts, arrays: CityArrays): string {
  const hasher = new Hasher();
  const { unitOutlines, waters, hash: _, ...names } = facts;
  hasher.add(new TextEncoder().encode(JSON.stringify(names)));
  for (const ring of [...unitOutlines.flat(), ...waters]) hasher.add(ring);
  for (const array of Object.values(arrays)) if (ArrayBuffer.isView(array)) hasher.add(array);
  return hasher.hex();
}
