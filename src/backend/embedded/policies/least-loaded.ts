import type { Policy } from './policy.ts';

const FAR = 1e6;

/** Even work: the crew that was sent out least often today, the nearest of these. */
export const leastLoaded: Policy = {
  name: 'leastLoaded',
  order: (item) => item.waitsSince,
  cost: (_, { metres, jobsToday }) => jobsToday * FAR + metres,
};
