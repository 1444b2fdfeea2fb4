import type { City } from '../city/city.ts';

/** What a backend needs to know of the city to dispatch in it: the tree of places, from micro-grids up to units. */
export type Ground = Pick<
  City,
  | 'units'
  | 'townships'
  | 'communities'
  | 'unitTownships'
  | 'townshipCommunities'
  | 'townshipUnit'
  | 'communityTownship'
  | 'gridCommunity'
  | 'gridKind'
  | 'microGrid'
  | 'microX'
  | 'microY'
>;
