import { EVENT, EVENT_MASK, indexOf } from './events.ts';
import { expectIncidents } from './incidents/arrivals.ts';
import { latencyTurns, occurs } from './incidents/latency.ts';
import { reportedAgain } from './incidents/reporting.ts';
import { arrives } from './jobs/arrive.ts';
import { noticed } from './jobs/noticed.ts';
import { lagEnds, workEnds } from './jobs/work.ts';
import { visitEnds } from './patrol/visit.ts';
import { beginWorkday, windowOpens } from './patrol/workday.ts';
import { endDayAway } from './staffing/activity.ts';
import { choreDue } from './staffing/chores.ts';
import { turn, turns } from './staffing/turn.ts';
import { volunteersGather, volunteersLeave } from './staffing/volunteers.ts';
import { PENDING } from './state.ts';
import type { World } from './world.ts';

const DAY = 86_400;
const SAMPLE_SECONDS = 900;

/** The table of what happens: event by event, one function each. */
export function handleEvent(w: World, packed: number, now: number, seq: number): void {
  const index = indexOf(packed);
  switch (packed & EVENT_MASK) {
    case EVENT.visitEnds:
      return visitEnds(w, index, now);
    case EVENT.occurs:
      return occurs(w, index, now, seq);
    case EVENT.latencyTurns:
      return latencyTurns(w, index, now, seq);
    case EVENT.noticed:
      return noticed(w, index, now, seq);
    case EVENT.arrives:
      return arrives(w, index, now, seq);
    case EVENT.workEnds:
      return workEnds(w, index, now, seq);
    case EVENT.lagEnds:
      return lagEnds(w, index, now, seq);
    case EVENT.turns:
      return turns(w, index, now);
    case EVENT.logEnds:
    case EVENT.choreEnds:
      return turn(w, index, now);
    case EVENT.windowOpens:
      return windowOpens(w, index, now);
    case EVENT.errandDue:
      return choreDue(w, index, PENDING.errand, now);
    case EVENT.outOfScopeDue:
      return choreDue(w, index, PENDING.outOfScope, now);
    case EVENT.reportedAgain:
      return reportedAgain(w, index, now, seq);
    case EVENT.volunteersGather:
      return volunteersGather(w, index, now);
    case EVENT.volunteersLeave:
      return volunteersLeave(w, index, now);
    case EVENT.sample:
      w.observer.sampled(now);
      w.queue.push(now + SAMPLE_SECONDS, packed);
      return;
    case EVENT.dayBegins: {
      const day = Math.round(now / DAY);
      endDayAway(w);
      expectIncidents(w, day);
      beginWorkday(w, day);
      w.queue.push((day + 1) * DAY, packed);
      return;
    }
  }
}
