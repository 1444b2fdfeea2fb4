import { EVENT, payload } from '../events.ts';
import { lookUniform } from '../incidents/reporting.ts';
import { PURPOSE } from '../purposes.ts';
import { setActivity } from '../staffing/activity.ts';
import { ACTIVITY, FLAG, HANDLE, TASK } from '../state.ts';
import { keyAttempt, keyHigh, unit, type World } from '../world.ts';
import { tell } from './accept.ts';

/** A crew reaches the incident and looks, or starts to work once all the crews it needs are there. */
export function arrives(w: World, task: number, now: number, seq: number): void {
  const { tasks, crews, incidents: inc } = w;
  if (tasks.pending[task] !== seq) return;
  const crew = tasks.crew[task];
  const slot = tasks.incident[task];
  crews.x[crew] = inc.x[slot];
  crews.y[crew] = inc.y[slot];
  crews.moved[crew] = 1;
  if (Number.isNaN(inc.arrived[slot])) inc.arrived[slot] = now;
  tasks.state[task] = TASK.onSite;
  tasks.pending[task] = 0;
  setActivity(w, crew, ACTIVITY.job, now);
  tell(w, 'arrived', crew, slot, now);
  const nothingThere = (inc.flags[slot] & (FLAG.falseAlarm | FLAG.duplicate)) !== 0;
  if (tasks.purpose[task] !== HANDLE) {
    keepBusy(w, task, now, w.look.sample(lookUniform(w, slot, inc.orders[slot])));
    return;
  }
  inc.onSite[slot]++;
  if (nothingThere) keepBusy(w, task, now, w.look.sample(lookUniform(w, slot, inc.orders[slot])));
  else if (inc.onSite[slot] >= inc.crews[slot]) {
    if (Number.isNaN(inc.effortLeft[slot])) inc.effortLeft[slot] = drawEffort(w, slot);
    keepBusy(w, task, now, inc.effortLeft[slot]);
  }
}

function keepBusy(w: World, task: number, now: number, seconds: number): void {
  w.tasks.due[task] = now + seconds;
  w.tasks.pending[task] = w.queue.push(now + seconds, payload(EVENT.workEnds, task));
}

/** Seconds on site for this visit of this attempt: drawn from the incident, not from who comes. */
function drawEffort(w: World, slot: number): number {
  const { incidents: inc, draws } = w;
  draws.block(PURPOSE.work, keyHigh(w, slot), inc.ordinal[slot], keyAttempt(w, slot, workAttempt(w, slot)));
  return w.kinds[inc.kind[slot]].effort.sample(unit(draws.w0));
}

/** Attempt of the draws about work on site: each of at most three visits has its own, and again after a rework. */
export function workAttempt(w: World, slot: number): number {
  return w.incidents.reworks[slot] * 4 + w.incidents.visit[slot];
}
