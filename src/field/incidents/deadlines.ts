import type { Limit } from '../../scenario/schema.ts';
import type { World } from '../world.ts';

/** When a time limit that starts now runs out. */
export function deadline(w: World, limit: Limit, now: number): number {
  return limit.clock === 'working' ? w.calendar.addWorking(now, limit.hours) : now + limit.hours * 3600;
}
