import { onDuty, setActivity, tellDuty } from '../staffing/activity.ts';
import { ACTIVITY, HANDLE, PENDING, TASK } from '../state.ts';
import type { World } from '../world.ts';

/** A task is over (done, dropped or declined): its crew goes back to what it interrupted, or turns to something else. */
export function releaseTask(w: World, task: number, now: number): void {
  const { tasks, crews, incidents } = w;
  const crew = tasks.crew[task];
  const slot = tasks.incident[task];
  unlink(w, slot, task);
  if (tasks.purpose[task] === HANDLE && tasks.state[task] === TASK.onSite) incidents.onSite[slot]--;
  const state = tasks.state[task];
  const below = tasks.below[task];
  tasks.pending[task] = 0;
  w.taskSlots.release(task);
  if (state === TASK.ordered) {
    crews.order[crew] = -1;
    crews.pending[crew] &= ~PENDING.order;
    if (crews.task[crew] < 0) tellFree(w, crew, now);
    return;
  }
  if (crews.task[crew] !== task) {
    takeOutOfStack(w, crew, task, below);
    return;
  }
  crews.task[crew] = below;
  setActivity(w, crew, ACTIVITY.idle, now);
  w.turning.push(crew);
  if (below < 0) tellFree(w, crew, now);
}

/** An interrupted task that is dropped: the one above now lies on what lay below it. */
function takeOutOfStack(w: World, crew: number, task: number, below: number): void {
  const { tasks, crews } = w;
  for (let above = crews.task[crew]; above >= 0; above = tasks.below[above]) {
    if (tasks.below[above] === task) {
      tasks.below[above] = below;
      return;
    }
  }
}

function tellFree(w: World, crew: number, now: number): void {
  const { crews } = w;
  if (crews.order[crew] >= 0) return;
  tellDuty(w, crew, onDuty(w, crew, now) ? 'available' : 'offDuty', now);
}

/** A crew need not come, or stay, any more. */
export function dropTask(w: World, task: number, now: number): void {
  w.observer.crewEvent('dropped', w.tasks.crew[task], w.tasks.incident[task], now);
  releaseTask(w, task, now);
}

/** Ends all tasks of an incident. */
export function dropTasks(w: World, slot: number, now: number): void {
  while (w.incidents.task[slot] >= 0) dropTask(w, w.incidents.task[slot], now);
}

function unlink(w: World, slot: number, task: number): void {
  const { tasks, incidents } = w;
  if (incidents.task[slot] === task) {
    incidents.task[slot] = tasks.next[task];
    return;
  }
  for (let t = incidents.task[slot]; t >= 0; t = tasks.next[t]) {
    if (tasks.next[t] === task) {
      tasks.next[t] = tasks.next[task];
      return;
    }
  }
}
