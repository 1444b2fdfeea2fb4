import type { Policy } from './policy.ts';

const FAR = 1e6;

/** Who knows the place: the grid's own worker, else the micro-grid's liaison, else the nearest colleague. */
export const ownGridFirst: Policy = {
  name: 'ownGridFirst',
  order: (item) => item.waitsSince,
  cost: (_, { metres, isOwnGrid, isOwnLiaison }) => metres + (isOwnGrid ? 0 : isOwnLiaison ? FAR : 2 * FAR),
};
