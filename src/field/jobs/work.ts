import type { Result } from '../../port/notices.ts';
import { EVENT, payload } from '../events.ts';
import { pick } from '../incidents/kinds.ts';
import { lookUniform } from '../incidents/reporting.ts';
import { PURPOSE } from '../purposes.ts';
import { CHECK, FLAG, HANDLE, PURPOSES, STATUS, TASK } from '../state.ts';
import { COUNT, keyAttempt, keyHigh, unit, type World } from '../world.ts';
import { tell } from './accept.ts';
import { workAttempt } from './arrive.ts';
import { dropTask, releaseTask } from './release.ts';

/** A crew (or all the crews of a job) has done on site what it came for. */
export function workEnds(w: World, task: number, now: number, seq: number): void {
  const { tasks, incidents: inc } = w;
  if (tasks.pending[task] !== seq) return;
  const crew = tasks.crew[task];
  const slot = tasks.incident[task];
  const purpose = tasks.purpose[task];
  const nothing = (inc.flags[slot] & (FLAG.falseAlarm | FLAG.duplicate)) !== 0;
  if (purpose === HANDLE) {
    finishHandling(w, slot, now);
    if (nothing) {
      inc.status[slot] = STATUS.handled;
      inc.handled[slot] = now;
      outcome(w, slot, crew, purpose, 'notFound', now, now);
    } else endVisit(w, slot, crew, now);
    return;
  }
  const result: Result = purpose === CHECK ? checked(w, slot) : nothing ? 'notFound' : 'confirmed';
  tell(w, 'finished', crew, slot, now);
  releaseTask(w, task, now);
  outcome(w, slot, crew, purpose, result, now, now);
}

function finishHandling(w: World, slot: number, now: number): void {
  const { tasks, incidents: inc } = w;
  while (inc.task[slot] >= 0) {
    const task = inc.task[slot];
    if (tasks.state[task] === TASK.ordered) dropTask(w, task, now);
    else {
      tell(w, 'finished', tasks.crew[task], slot, now);
      releaseTask(w, task, now);
    }
  }
}

/** Effort done: handled now, after a lag, or only after another visit. */
function endVisit(w: World, slot: number, crew: number, now: number): void {
  const { incidents: inc, draws } = w;
  const kind = w.kinds[inc.kind[slot]];
  draws.block(PURPOSE.work, keyHigh(w, slot), inc.ordinal[slot], keyAttempt(w, slot, workAttempt(w, slot)));
  const lags = unit(draws.w1) < kind.lagShare;
  const lag = lags ? kind.lag.sample(unit(draws.w2)) : 0;
  if (inc.visit[slot] === 0) inc.visitsLeft[slot] = pick(kind.siteVisits, unit(draws.w3));
  inc.effortLeft[slot] = Number.NaN;
  if (lags) {
    inc.status[slot] = STATUS.lagging;
    inc.pending[slot] = w.queue.push(now + lag, payload(EVENT.lagEnds, slot));
    outcome(w, slot, crew, HANDLE, 'lagging', now, now + lag);
  } else standsHandledOrDue(w, slot, crew, now);
}

/** The lag is over: parts have come, the hearing was held. */
export function lagEnds(w: World, slot: number, now: number, seq: number): void {
  if (w.incidents.pending[slot] !== seq) return;
  standsHandledOrDue(w, slot, -1, now);
}

function standsHandledOrDue(w: World, slot: number, crew: number, now: number): void {
  const { incidents: inc } = w;
  inc.pending[slot] = 0;
  inc.flags[slot] &= ~FLAG.suspended;
  if (inc.visitsLeft[slot] > 0) {
    inc.visitsLeft[slot]--;
    inc.visit[slot]++;
    inc.status[slot] = STATUS.filed;
    outcome(w, slot, crew, HANDLE, 'visitDue', now, now);
    return;
  }
  inc.status[slot] = STATUS.handled;
  inc.handled[slot] = now;
  w.counts[COUNT.handled]++;
  outcome(w, slot, crew, HANDLE, 'handled', now, now);
}

/** A check finds the work wanting with the kind's share; a second attempt is never sent back for the same reason. */
function checked(w: World, slot: number): Result {
  const { incidents: inc } = w;
  if (inc.reworks[slot] > 0) return 'passed';
  return lookUniform(w, slot, 1023) < w.kinds[inc.kind[slot]].rework ? 'failed' : 'passed';
}

function outcome(
  w: World,
  slot: number,
  crew: number,
  purpose: number,
  result: Result,
  now: number,
  expected: number,
): void {
  if (!w.tells.outcome) return;
  const incident = w.incidentSlots.handleOf(slot);
  w.notices.push({ type: 'outcome', at: now, incident, crew, purpose: PURPOSES[purpose], result, expected });
}
