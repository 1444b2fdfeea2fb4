import type { Policy } from './policy.ts';

/** Fewest missed limits: among equally severe cases the one whose limit runs out first, and the nearest free crew. */
export const earliestDeadline: Policy = {
  name: 'earliestDeadline',
  homeFirst: false,
  order: (item) => item.handleBy,
  cost: (metres) => metres,
};
