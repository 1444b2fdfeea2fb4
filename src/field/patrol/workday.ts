import { DAY } from '../../kernel/time.ts';
import { EVENT, payload } from '../events.ts';
import { PURPOSE } from '../purposes.ts';
import { goHome } from '../staffing/activity.ts';
import { turn } from '../staffing/turn.ts';
import { ACTIVITY, PENDING } from '../state.ts';
import { unit, type World } from '../world.ts';
import { planCover } from './cover.ts';
import { openWindow } from './rounds.ts';
import { cutShort } from './stretch.ts';
import { CLOSES, WALK } from './walks.ts';

/** Midnight: who is off today, who covers for whom, and when each worker's windows and chores come. */
export function beginWorkday(w: World, day: number): void {
  const { roster, draws, rounds, crews, plan, scenario } = w;
  roster.beginDay(day);
  planCover(w, day);
  const midnight = day * DAY;
  const { errands, outOfScope } = scenario.staffing.gridWorkers;
  const patrols = scenario.patrol.enabled && plan.windows.length > 0;
  const shift = plan.shiftEnd - plan.shiftStart;
  for (let worker = 0; worker < roster.workers; worker++) {
    endWorkday(w, worker, midnight);
    if (roster.isOff(worker, day)) continue;
    rounds.window[worker] = 0;
    crews.pending[worker] &= PENDING.order;
    const id = roster.stableId[worker];
    draws.block(PURPOSE.dayStart, id, day, 0);
    if (patrols) {
      w.queue.push(
        midnight + plan.windows[0].from + plan.startSpread * unit(draws.w0),
        payload(EVENT.windowOpens, worker),
      );
    }
    if (unit(draws.w1) < errands.perDay) {
      rounds.errandSeconds[worker] = w.errandLength.sample(unit(draws.w3));
      w.queue.push(midnight + plan.shiftStart + shift * unit(draws.w2), payload(EVENT.errandDue, worker));
    }
    if (outOfScope.perDay === 0) continue;
    draws.block(PURPOSE.outOfScope, id, day, 0);
    if (unit(draws.w0) < outOfScope.perDay) {
      rounds.outOfScopeSeconds[worker] = w.outOfScopeLength.sample(unit(draws.w2));
      w.queue.push(midnight + plan.shiftStart + shift * unit(draws.w1), payload(EVENT.outOfScopeDue, worker));
    }
  }
}

/** What yesterday left: who is not on a job goes home. */
function endWorkday(w: World, worker: number, midnight: number): void {
  const { crews, walks } = w;
  cutShort(w, worker, midnight);
  walks[worker * WALK + CLOSES] = 0;
  if (crews.activity[worker] === ACTIVITY.idle && crews.task[worker] < 0) goHome(w, worker);
}

/** A worker's patrol window opens; the next one, if any, is set down. */
export function windowOpens(w: World, worker: number, now: number): void {
  const { rounds, plan, crews } = w;
  const midnight = Math.floor(now / DAY) * DAY;
  const window = rounds.window[worker];
  const late = now - midnight - plan.windows[window].from;
  openWindow(w, worker, midnight + plan.windows[window].to, now);
  if (window + 1 < plan.windows.length) {
    w.queue.push(midnight + plan.windows[window + 1].from + late, payload(EVENT.windowOpens, worker));
  }
  if (crews.activity[worker] === ACTIVITY.idle && crews.task[worker] < 0) turn(w, worker, now);
}
