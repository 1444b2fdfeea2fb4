import type { Position } from '../fixtures.ts';

/** The levels of the city's tree, from the top; a city's own levels are mapped onto them. */
export const LEVELS = ['unit', 'township', 'community', 'grid', 'microGrid'] as const;
export type Level = (typeof LEVELS)[number];

/** Polygons of rings of positions (degrees, not closed), each polygon's first ring its outline, the others holes. */
export type Shape = readonly (readonly (readonly Position[])[])[];

/** One area of a city as it was read: a row of a CSV file or a feature of a GeoJSON file. */
export interface Area {
  /** File and line, or file and feature, for messages. */
  readonly where: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | undefined;
  /** Code of the area that it lies in; undefined at the top. */
  readonly parent: string | undefined;
  readonly level: Level;
  /** `county`, `zone`; `town`, `subdistrict`, `township`; `urban`, `residents`, `village`; `comprehensive`, `exclusive`. */
  readonly kind: string | undefined;
  readonly residents: number | undefined;
  /** Family households. */
  readonly households: number | undefined;
  readonly km2: number | undefined;
  readonly centre: Position | undefined;
  readonly shape: Shape | undefined;
}

/** Kinds that an area of each level may have; the first where nothing is said, but see `tree.ts` for communities. */
export const KINDS: Readonly<Record<Level, readonly string[]>> = {
  unit: ['county', 'zone'],
  township: ['town', 'subdistrict', 'township'],
  community: ['urban', 'residents', 'village'],
  grid: ['comprehensive', 'exclusive'],
  microGrid: [],
};
