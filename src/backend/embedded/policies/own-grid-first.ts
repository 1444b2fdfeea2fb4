import type { Policy } from './policy.ts';

/** Who knows the place: the grid's own worker, else the micro-grid's liaison, else the nearest colleague, ring by ring. */
export const ownGridFirst: Policy = {
  name: 'ownGridFirst',
  homeFirst: true,
  order: (item) => item.waitsSince,
  cost: (metres) => metres,
};
