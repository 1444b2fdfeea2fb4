import type { Policy } from './policy.ts';

/** Least travel now: first come first served, and the nearest free crew wherever it belongs. */
export const nearestFree: Policy = {
  name: 'nearestFree',
  homeFirst: false,
  order: (item) => item.waitsSince,
  cost: (metres) => metres,
};
