import type { Scenario } from '../../../scenario/schema.ts';
import { earliestDeadline } from './earliest-deadline.ts';
import { leastLoaded } from './least-loaded.ts';
import { nearestFree } from './nearest-free.ts';
import { ownGridFirst } from './own-grid-first.ts';
import type { Policy } from './policy.ts';

export const policies: Readonly<Record<Scenario['backend']['policy'], Policy>> = {
  ownGridFirst,
  nearestFree,
  earliestDeadline,
  leastLoaded,
};
