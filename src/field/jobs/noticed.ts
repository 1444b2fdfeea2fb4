import { ACTIVITY, PENDING, TASK } from '../state.ts';
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
    return;
  }
  if (crews.task[crew] >= 0) interrupt(w, crews.task[crew], now);
  acceptOrder(w, crew, now);
}

/** Leaves a task as it stands; what effort is left is done on coming back. */
function interrupt(w: World, task: number, now: number): void {
  const { tasks, incidents: inc } = w;
  const slot = tasks.incident[task];
  if (tasks.state[task] === TASK.onSite) {
    inc.onSite[slot]--;
    inc.effortLeft[slot] = Math.max(0, tasks.due[task] - now);
  }
  tasks.state[task] = TASK.interrupted;
  tasks.pending[task] = 0;
}
