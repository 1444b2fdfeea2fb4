import type { Refusal } from '../../port/notices.ts';
import type { Purpose } from '../../port/orders.ts';
import { SEVERE } from '../../scenario/terms.ts';
import { EVENT, payload } from '../events.ts';
import { PURPOSE } from '../purposes.ts';
import { onDuty } from '../staffing/activity.ts';
import { GROUP } from '../staffing/groups.ts';
import { ACTIVITY, CHECK, FLAG, HANDLE, PRESENT, STATUS, TASK, VERIFY } from '../state.ts';
import { keyAttempt, keyHigh, unit, type World } from '../world.ts';

/** Orders a crew to an incident; the reason if that does not fit the state. */
export function orderCrew(w: World, slot: number, crew: number, purpose: number, now: number): Refusal | undefined {
  const refusal = unfit(w, slot, crew, purpose, now);
  if (refusal !== undefined) return refusal;
  const { tasks, crews, incidents: inc } = w;
  const task = w.taskSlots.take();
  if (task >= tasks.length) tasks.grow(task + 1);
  tasks.crew[task] = crew;
  tasks.incident[task] = slot;
  tasks.purpose[task] = purpose;
  tasks.state[task] = TASK.ordered;
  tasks.noticed[task] = 0;
  tasks.below[task] = -1;
  tasks.next[task] = inc.task[slot];
  inc.task[slot] = task;
  crews.order[crew] = task;
  if (Number.isNaN(inc.ordered[slot])) inc.ordered[slot] = now;
  const reaction = reactionSeconds(w, slot, crew);
  inc.orders[slot]++;
  tasks.pending[task] = w.queue.push(now + reaction, payload(EVENT.noticed, task));
  w.observer.crewEvent('ordered', crew, slot, now);
  return undefined;
}

function unfit(w: World, slot: number, crew: number, purpose: number, now: number): Refusal | undefined {
  const { crews, incidents: inc, roster } = w;
  if (!Number.isInteger(crew) || crew < 0 || crew >= roster.crews) return 'unknownCrew';
  const wanted = purpose === VERIFY ? STATUS.reported : purpose === HANDLE ? STATUS.filed : STATUS.handled;
  if (inc.status[slot] !== wanted || (inc.flags[slot] & FLAG.suspended) !== 0) return 'incidentState';
  if (tasksOf(w, slot) >= (purpose === HANDLE ? inc.crews[slot] : 1)) return 'incidentState';
  if (purpose === HANDLE && !authorised(w, slot, crew)) return 'notAuthorised';
  if (
    roster.isVolunteer(crew)
      ? crews.present[crew] !== PRESENT
      : roster.nextOnDuty(crew, now) === Number.POSITIVE_INFINITY
  ) {
    return 'crewGone';
  }
  if (crews.order[crew] >= 0) return 'crewTaken';
  if (crews.task[crew] >= 0 && !interrupts(w, slot, crew)) return 'crewTaken';
  return undefined;
}

function tasksOf(w: World, slot: number): number {
  let number = 0;
  for (let task = w.incidents.task[slot]; task >= 0; task = w.tasks.next[task]) number++;
  return number;
}

/** Its level has the power, and among teams it is their matter. */
function authorised(w: World, slot: number, crew: number): boolean {
  const group = w.roster.groups[w.roster.group[crew]];
  if (group.level < w.incidents.level[slot]) return false;
  return group.role !== 'team' || group.matters.includes(w.kinds[w.incidents.kind[slot]].matter);
}

/** May this incident interrupt what the crew is at? Only a severe one a lesser one, and no job of several crews. */
function interrupts(w: World, slot: number, crew: number): boolean {
  const { incidents: inc, tasks, crews } = w;
  const current = tasks.incident[crews.task[crew]];
  return inc.severity[slot] >= SEVERE && inc.severity[current] < inc.severity[slot] && inc.crews[current] === 1;
}

/** Time until the crew has seen the order; none for who reported it and still stands there. */
function reactionSeconds(w: World, slot: number, crew: number): number {
  const { incidents: inc, draws, crews, roster } = w;
  if (inc.finderCrew[slot] === crew && crews.activity[crew] === ACTIVITY.patrol) return 0;
  draws.block(PURPOSE.acceptance, keyHigh(w, slot), inc.ordinal[slot], keyAttempt(w, slot, inc.orders[slot]));
  const u = unit(draws.w0);
  if (inc.severity[slot] >= SEVERE) return w.urgentAcceptance.sample(u);
  return roster.groups[roster.group[crew]].acceptance.sample(u);
}

/** Off duty an order waits for the next shift; the backend is told, and may recall it. */
export function awaitShift(w: World, task: number, now: number): boolean {
  const { tasks, roster, crews } = w;
  const crew = tasks.crew[task];
  if (onDuty(w, crew, now)) return false;
  if (w.tells.offDuty) {
    const incident = w.incidentSlots.handleOf(tasks.incident[task]);
    w.notices.push({ type: 'crew', at: now, crew, status: 'offDuty', incident, x: crews.x[crew], y: crews.y[crew] });
  }
  const next = roster.group[crew] === GROUP.volunteer ? Number.POSITIVE_INFINITY : roster.nextOnDuty(crew, now);
  if (next < Number.POSITIVE_INFINITY) tasks.pending[task] = w.queue.push(next, payload(EVENT.noticed, task));
  return true;
}

/** The number of an order's purpose. */
export function purposeOf(purpose: Purpose): number {
  return purpose === 'handle' ? HANDLE : purpose === 'verify' ? VERIFY : CHECK;
}
