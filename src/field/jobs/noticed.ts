import { cutShort } from '../patrol/stretch.ts';
import { ACTIVITY, PENDING } from '../state.ts';
import type { World } from '../world.ts';
import { acceptOrder } from './accept.ts';
import { awaitShift } from './order.ts';

/** A crew has seen an order: it accepts at once if free, interrupts a lesser job, or finishes its visit or chore first. */
export function noticed(w: World, task: number, now: number, seq: number): void {
  const { tasks, crews } = w;
  if (tasks.pending[task] !== seq || awaitShift(w, task, now)) return;
  const crew = tasks.crew[task];
  const activity = crews.activity[crew];
  tasks.noticed[task] = 1;
  if (activity === ACTIVITY.patrol || activity === ACTIVITY.errand || activity === ACTIVITY.outOfScope) {
    crews.pending[crew] |= PENDING.order;
    if (activity === ACTIVITY.patrol) cutShort(w, crew, now);
    return;
  }
  acceptOrder(w, crew, now);
}
