import { nameId } from '../../kernel/hash.ts';
import type { Draws } from '../../kernel/random.ts';
import { PURPOSE } from '../purposes.ts';
import { apportion } from '../rounding.ts';
import { type Area, LEVELS, type Level } from './area.ts';
import { FAMILIES_PER } from './assumed.ts';
import type { Group } from './people.ts';
import type { Branch } from './tree.ts';

/** A place of the city at one of our five levels; every branch goes down to micro-grids. */
export interface Place {
  readonly level: Level;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | undefined;
  readonly kind: string | undefined;
  /** The area that it was read from; undefined for what was filled in. */
  readonly area: Area | undefined;
  readonly inside: readonly Place[];
  readonly families: number;
  /** Index of the group whose people live here; undefined above the smallest areas of the files. */
  readonly group: number | undefined;
}

/** Micro-grids that one area may be cut into; keeps a wrong count from filling the memory. */
const MOST_PARTS = 20_000;

interface Context {
  readonly groups: readonly Group[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly draws: Draws;
}

/**
 * The five levels of the city. A level that is missing above others repeats what lies above it: one place of the same code
 * and name. Below the smallest areas of the files each is cut into parts of about Yangzhou's size by family households,
 * somewhat uneven. A grid without families is an exclusive one and has one micro-grid.
 */
export function fillLevels(
  roots: readonly Branch[],
  groups: readonly Group[],
  city: { readonly name: string; readonly en: string; readonly zh: string },
  draws: Draws,
): Place[] {
  const indexOf = new Map(groups.map(({ code }, i) => [code, i]));
  return fill(roots, 0, { code: city.name, name: city.zh, nameEn: city.en }, { groups, indexOf, draws });
}

type Above = Pick<Place, 'code' | 'name' | 'nameEn'>;

/** The places of one level out of the branches below one place; those that begin further down share a repetition of it. */
function fill(branches: readonly Branch[], depth: number, above: Above, context: Context): Place[] {
  const level = LEVELS[depth];
  const here = branches.filter(({ area }) => area.level === level);
  const deeper = branches.filter(({ area }) => area.level !== level);
  const places = here.map((branch) => placeOf(branch, depth, context));
  if (deeper.length === 0) return places;
  const inside = fill(deeper, depth + 1, above, context);
  const { code, name, nameEn } = above;
  const families = inside.reduce((sum, place) => sum + place.families, 0);
  return [
    ...places,
    { level, code, name, nameEn, kind: undefined, area: undefined, inside, families, group: undefined },
  ];
}

function placeOf({ area, inside }: Branch, depth: number, context: Context): Place {
  const { code, name, nameEn, level, kind } = area;
  const group = context.indexOf.get(code);
  if (group === undefined) {
    const parts = fill(inside, depth + 1, { code, name, nameEn }, context);
    const families = parts.reduce((sum, place) => sum + place.families, 0);
    return { level, code, name, nameEn, kind, area, inside: parts, families, group };
  }
  const { families } = context.groups[group];
  return cut({ level, code, name, nameEn, kind, area, inside: [], families, group }, depth, context);
}

/** Cuts a place into parts, and those likewise, down to micro-grids. */
function cut(place: Place, depth: number, context: Context): Place {
  const level = LEVELS[depth + 1];
  if (level === undefined) return place;
  const exclusive = place.kind === 'exclusive' || place.families === 0;
  const number = exclusive ? 1 : Math.max(1, Math.min(MOST_PARTS, Math.round(place.families / FAMILIES_PER[level])));
  const id = nameId(place.code);
  const weights = Array.from({ length: number }, (_, i) => {
    return 0.7 + 0.6 * context.draws.uniform(PURPOSE.partSize, id, depth, i);
  });
  const families = apportion(weights, place.families, place.families >= number ? 1 : 0);
  const digits = String(number).length;
  const inside = Array.from(families, (count, i): Place => {
    const suffix = number === 1 ? '' : String(i + 1).padStart(digits, '0');
    const part = {
      level,
      code: suffix === '' ? place.code : `${place.code}-${suffix}`,
      name: suffix === '' ? place.name : `${place.name} ${suffix}`,
      nameEn: place.nameEn,
      kind: level === 'grid' && exclusive ? 'exclusive' : undefined,
      area: undefined,
      inside: [],
      families: count,
      group: place.group,
    };
    return cut(part, depth + 1, context);
  });
  return { ...place, kind: place.level === 'grid' && exclusive ? 'exclusive' : place.kind, inside };
}
