import { acceptOrder, setOut } from '../jobs/accept.ts';
import { awaitShift } from '../jobs/order.ts';
import { nextVisit } from '../patrol/rounds.ts';
import { ACTIVITY, PENDING, TASK } from '../state.ts';
import type { World } from '../world.ts';
import { goHome, onDuty, setActivity } from './activity.ts';
import { startChore } from './chores.ts';

/** A crew whose visit, chore or job is over turns to what comes first: an order, an interrupted job, a chore, its round. */
export function turn(w: World, crew: number, now: number): void {
  const { crews, tasks } = w;
  const order = crews.order[crew];
  if (order >= 0 && tasks.noticed[order] === 1) {
    crews.pending[crew] &= ~PENDING.order;
    tasks.noticed[order] = 0;
    if (!awaitShift(w, order, now) && acceptOrder(w, crew, now)) return;
  }
  const task = crews.task[crew];
  if (task >= 0) {
    setOut(w, task, now);
    return;
  }
  const chores = crews.pending[crew] & (PENDING.errand | PENDING.outOfScope);
  if (chores !== 0 && onDuty(w, crew, now)) {
    startChore(w, crew, chores, now);
    return;
  }
  if (crew < w.roster.workers && nextVisit(w, crew, now)) return;
  setActivity(w, crew, ACTIVITY.idle, now);
  if (!onDuty(w, crew, now)) goHome(w, crew);
}

/** The turn after a released task; by then something else may have come in between. */
export function turns(w: World, crew: number, now: number): void {
  const { crews, tasks } = w;
  if (crews.activity[crew] !== ACTIVITY.idle) return;
  const task = crews.task[crew];
  if (task >= 0 && tasks.state[task] !== TASK.interrupted) return;
  turn(w, crew, now);
}
