import { EVENT, payload } from '../events.ts';
import { FRESH, WALK } from '../patrol/walks.ts';
import { PURPOSE } from '../purposes.ts';
import { setActivity } from '../staffing/activity.ts';
import { GROUP } from '../staffing/groups.ts';
import { ACTIVITY, FLAG, HANDLE, TASK } from '../state.ts';
import { keyAttempt, keyHigh, unit, type World } from '../world.ts';
import { releaseTask } from './release.ts';

/**
 * A crew on duty accepts what it was ordered to, leaves what it is at and sets out; or it returns a matter that is not its
 * own, which answers false and changes nothing else.
 */
export function acceptOrder(w: World, crew: number, now: number): boolean {
  const { crews, tasks, incidents: inc } = w;
  const task = crews.order[crew];
  const slot = tasks.incident[task];
  if (isWrongDepartment(w, slot, task)) {
    tell(w, 'declined', crew, slot, now);
    releaseTask(w, task, now);
    return false;
  }
  if (crews.task[crew] >= 0) interrupt(w, crews.task[crew], now);
  crews.order[crew] = -1;
  tasks.below[task] = crews.task[crew];
  crews.task[crew] = task;
  if (Number.isNaN(inc.accepted[slot])) inc.accepted[slot] = now;
  tell(w, 'accepted', crew, slot, now);
  setOut(w, task, now);
  return true;
}

/** Leaves a task as it stands; what effort is left is done on coming back. */
function interrupt(w: World, task: number, now: number): void {
  const { tasks, incidents: inc } = w;
  const slot = tasks.incident[task];
  if (tasks.state[task] === TASK.onSite && tasks.purpose[task] === HANDLE) {
    inc.onSite[slot]--;
    if (tasks.pending[task] !== 0) inc.effortLeft[slot] = tasks.due[task] - now;
  }
  tasks.state[task] = TASK.interrupted;
  tasks.pending[task] = 0;
}

/** A share of a kind's cases first reaches a department whose matter it is not. */
function isWrongDepartment(w: World, slot: number, task: number): boolean {
  const { incidents: inc, draws, tasks, roster } = w;
  const { wrongDepartment } = w.kinds[inc.kind[slot]];
  if (wrongDepartment === 0 || tasks.purpose[task] !== HANDLE || (inc.flags[slot] & FLAG.returned) !== 0) return false;
  if (roster.group[tasks.crew[task]] < GROUP.firstTeam) return false;
  draws.block(PURPOSE.department, keyHigh(w, slot), inc.ordinal[slot], keyAttempt(w, slot, 0));
  if (unit(draws.w0) >= wrongDepartment) return false;
  inc.flags[slot] |= FLAG.returned;
  return true;
}

/** Travels from where the crew stands to the incident. */
export function setOut(w: World, task: number, now: number): void {
  const { crews, tasks, incidents: inc, roster } = w;
  const crew = tasks.crew[task];
  const slot = tasks.incident[task];
  const metres = w.travel.distance(
    crews.x[crew],
    crews.y[crew],
    inc.x[slot],
    inc.y[slot],
    w.city.microRoadFactor[inc.micro[slot]],
  );
  tasks.state[task] = TASK.travelling;
  if (crew < roster.workers) w.walks[crew * WALK + FRESH] = 1;
  setActivity(w, crew, ACTIVITY.travel, now);
  const arrives = now + metres / roster.groups[roster.group[crew]].speed;
  tasks.pending[task] = w.queue.push(arrives, payload(EVENT.arrives, task));
}

/** Tells backend and observer of a step of a crew's. */
export function tell(
  w: World,
  status: 'accepted' | 'declined' | 'arrived' | 'finished',
  crew: number,
  slot: number,
  now: number,
): void {
  if (isWanted(w, status)) {
    const incident = w.incidentSlots.handleOf(slot);
    w.notices.push({ type: 'crew', at: now, crew, status, incident, x: w.crews.x[crew], y: w.crews.y[crew] });
  }
  w.observer.crewEvent(status, crew, slot, now);
}

/** Name by name: V8 looks up slowly what it finds under many names in one place. */
function isWanted({ tells }: World, status: 'accepted' | 'declined' | 'arrived' | 'finished'): boolean {
  if (status === 'accepted') return tells.accepted;
  if (status === 'arrived') return tells.arrived;
  return status === 'finished' ? tells.finished : tells.declined;
}
