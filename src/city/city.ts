/**
 * The city as every layer above sees it: names and a few numbers per place as plain objects, everything counted by the
 * thousand as typed arrays over SharedArrayBuffers. Children are contiguous: the townships of unit `u` are
 * `unitTownships[u] .. unitTownships[u + 1] - 1`, and likewise down to residents, so a parent's range needs no lists.
 * Coordinates are metres east (x) and north (y) of the city's origin (local equirectangular projection).
 */

export const GRID_COMPREHENSIVE = 0;
export const GRID_EXCLUSIVE = 1;

export interface Name {
  readonly en: string;
  readonly zh: string;
}

export interface Unit {
  readonly id: string;
  readonly name: Name;
  readonly kind: 'county' | 'zone';
  /** Source label of its population, e.g. `[S7]` or `[R]`. */
  readonly source: string;
}

export interface Township {
  readonly code: string;
  readonly name: string;
  readonly kind: 'town' | 'subdistrict' | 'township';
}

export interface Community {
  readonly code: string;
  readonly name: string;
  /** `urban`: one of the 394 urban communities; `residents`: another residents' committee; `village`. */
  readonly kind: 'urban' | 'residents' | 'village';
}

/** Typed arrays of the city; `n + 1` long where a range of children is meant. */
export interface CityArrays {
  readonly unitTownships: Int32Array;
  readonly townshipCommunities: Int32Array;
  readonly communityGrids: Int32Array;
  readonly gridMicros: Int32Array;
  readonly microHouseholds: Int32Array;
  readonly householdResidents: Int32Array;

  /** Parents, the other way round. */
  readonly townshipUnit: Int32Array;
  readonly communityTownship: Int32Array;
  readonly gridCommunity: Int32Array;
  readonly microGrid: Int32Array;

  /** Seats and offices, metres. */
  readonly unitX: Float64Array;
  readonly unitY: Float64Array;
  readonly townshipX: Float64Array;
  readonly townshipY: Float64Array;
  readonly communityX: Float64Array;
  readonly communityY: Float64Array;

  /** `GRID_COMPREHENSIVE` or `GRID_EXCLUSIVE`. */
  readonly gridKind: Uint8Array;

  readonly microX: Float64Array;
  readonly microY: Float64Array;
  /** Square metres of land. */
  readonly microArea: Float64Array;
  /** Travelled over straight distance, >= 1. */
  readonly microRoadFactor: Float64Array;
  /**
   * Neighbours in compressed rows: those of m are `microNeighbours[microNeighbourStart[m] ..]`. The simulation itself asks
   * for none; they are there for backends that are given the city.
   */
  readonly microNeighbourStart: Int32Array;
  readonly microNeighbours: Int32Array;

  /** Weights that drive incidents, per micro-grid. */
  readonly microResidents: Int32Array;
  readonly microFamilyHouseholds: Int32Array;
  readonly microCollectiveHouseholds: Int32Array;
  readonly microLivingAlone: Int32Array;
  readonly microShops: Int32Array;
  readonly microVisitors: Int32Array;

  /** One byte per household: 0 family, 1 collective. */
  readonly householdKind: Uint8Array;
  /** One byte per resident, see `traits.ts` for the packing (age band, sex, older person living alone). */
  readonly residentTraits: Uint8Array;
}

/** A number that the city was built to meet; `counts.ts` counts it again. */
export interface Control {
  /** Table that it belongs to for the goodness of fit, e.g. `city`, `age`, `unit.residents`. */
  readonly table: string;
  /** What is counted, a key of `Counts`. */
  readonly count: string;
  /** Id of the unit it is counted in; absent for the whole city. */
  readonly unit?: string;
  /** The place below a unit that it is counted in: level and index in the city's arrays. */
  readonly place?: { readonly level: 'township' | 'community' | 'grid' | 'microGrid'; readonly index: number };
  readonly value: number;
  readonly source: string;
  /** Whether it must be met exactly; otherwise it is a starting share that the exact ones may bend. */
  readonly exact: boolean;
}

/** A closed ring x0, y0, x1, y1, ... in metres. */
export type Ring = Float64Array;

export interface City extends CityArrays {
  readonly name: string;
  readonly title: Name;
  /** Longitude and latitude of (0, 0), degrees. */
  readonly origin: { readonly longitude: number; readonly latitude: number };
  readonly units: readonly Unit[];
  readonly townships: readonly Township[];
  readonly communities: readonly Community[];
  /** Outlines of the units for maps; where zones are cut out of a county, theirs are among its rings: even-odd filling. */
  readonly unitOutlines: readonly (readonly Ring[])[];
  /** Waters that travel goes round: convex rings. */
  readonly waters: readonly Ring[];
  /** The numbers it was built to meet, with their sources; none for a synthetic city. */
  readonly controls: readonly Control[];
  /** Absent where only the units' outlines are real; `imported` where the places below them are the city's own as well. */
  readonly layout?: 'imported';
  /** Identity of the built bytes: same inputs and version, same hash, on every machine. */
  readonly hash: string;
}
