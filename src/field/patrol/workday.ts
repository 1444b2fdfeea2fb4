import { EVENT, payload } from '../events.ts';
import { PURPOSE } from '../purposes.ts';
import { goHome } from '../staffing/activity.ts';
import { turn } from '../staffing/turn.ts';
import { ACTIVITY, PENDING } from '../state.ts';
import { unit, type World } from '../world.ts';
import { planCover } from './cover.ts';
import { openWindow } from './rounds.ts';

const DAY = 86_400;
/** Workers start their rounds within this time after the window opens [A]. */
const START_SPREAD = 600;

/** Midnight: who is off today, who covers for whom, and when each worker's windows and chores come. */
export function beginWorkday(w: World, day: number): void {
  const { roster, draws, rounds, plan, scenario } = w;
  roster.beginDay(day);
  planCover(w, day);
  const { errands, outOfScope } = scenario.staffing.gridWorkers;
  for (let worker = 0; worker < roster.workers; worker++) {
    if (roster.isOff(worker, day)) continue;
    rounds.window[worker] = 0;
    rounds.windowEnds[worker] = 0;
    const id = roster.stableId[worker];
    draws.block(PURPOSE.dayStart, id, day, 0);
    const spread = START_SPREAD * unit(draws.w0);
    expectChore(w, worker, day, PENDING.errand, errands.perDay);
    expectChore(w, worker, day, PENDING.outOfScope, outOfScope.perDay);
    const first = plan.windows[0];
    if (first !== undefined && scenario.patrol.enabled) {
      w.queue.push(day * DAY + first.from + spread, payload(EVENT.windowOpens, worker));
    }
    w.queue.push(day * DAY + plan.shiftEnd, payload(EVENT.shiftEnds, worker));
  }
}

function expectChore(w: World, worker: number, day: number, chore: number, perDay: number): void {
  if (perDay === 0) return;
  const { draws, rounds, plan, roster } = w;
  const isErrand = chore === PENDING.errand;
  draws.block(isErrand ? PURPOSE.errand : PURPOSE.outOfScope, roster.stableId[worker], day, 0);
  if (unit(draws.w0) >= perDay) return;
  const at = plan.shiftStart + (plan.shiftEnd - plan.shiftStart) * unit(draws.w1);
  const seconds = (isErrand ? w.errandLength : w.outOfScopeLength).sample(unit(draws.w2));
  if (isErrand) rounds.errandSeconds[worker] = seconds;
  else rounds.outOfScopeSeconds[worker] = seconds;
  w.queue.push(day * DAY + at, payload(isErrand ? EVENT.errandDue : EVENT.outOfScopeDue, worker));
}

/** A worker's patrol window opens; the next one, if any, is set down. */
export function windowOpens(w: World, worker: number, now: number): void {
  const { rounds, plan, crews } = w;
  const day = Math.floor(now / DAY);
  const window = rounds.window[worker];
  const late = now - day * DAY - plan.windows[window].from;
  openWindow(w, worker);
  rounds.windowEnds[worker] = day * DAY + plan.windows[window].to;
  if (window + 1 < plan.windows.length) {
    w.queue.push(day * DAY + plan.windows[window + 1].from + late, payload(EVENT.windowOpens, worker));
  }
  if (crews.activity[worker] === ACTIVITY.idle && crews.task[worker] < 0) turn(w, worker, now);
}

/** The shift ends; who is on a job finishes it first. */
export function shiftEnds(w: World, worker: number): void {
  const { crews, rounds } = w;
  rounds.windowEnds[worker] = 0;
  rounds.coverLeft[worker] = 0;
  crews.pending[worker] &= PENDING.order;
  if (crews.activity[worker] === ACTIVITY.idle && crews.task[worker] < 0) goHome(w, worker);
}
