import type { Policy } from './policy.ts';

const FAR = 1e6;

/** Even work: the crew that was sent out least often today, the nearest of these. */
export const leastLoaded: Policy = {
  name: 'leastLoaded',
  homeFirst: false,
  order: (item) => item.waitsSince,
  cost: (metres, jobsToday) => jobsToday * FAR + metres,
};
