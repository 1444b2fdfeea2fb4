import { DAY } from '../kernel/time.ts';
import { EVENT, EVENT_MASK, indexOf } from './events.ts';
import { expectIncidents } from './incidents/arrivals.ts';
import { latencyTurns, occurs } from './incidents/latency.ts';
import { reportedAgain } from './incidents/reporting.ts';
import { arrives } from './jobs/arrive.ts';
import { noticed } from './jobs/noticed.ts';
import { lagEnds, workEnds } from './jobs/work.ts';
import { settleAll } from './patrol/stretch.ts';
import { visitEnds } from './patrol/visit.ts';
import { beginWorkday, windowOpens } from './patrol/workday.ts';
import { endDayAway } from './staffing/activity.ts';
import { choreDue } from './staffing/chores.ts';
import { turn } from './staffing/turn.ts';
import { volunteersGather, volunteersLeave } from './staffing/volunteers.ts';
import { PENDING } from './state.ts';
import type { World } from './world.ts';

const SAMPLE_SECONDS = 900;

/** The table of what happens: event by event, one function each. */
export function handleEvent(w: World, packed: number, now: number, seq: number): void {
  const index = indexOf(packed);
  switch (packed & EVENT_MASK) {
    case EVENT.visitEnds:
      visitEnds(w, index, now, seq);
      break;
    case EVENT.occurs:
      occurs(w, index, now, seq);
      break;
    case EVENT.latencyTurns:
      latencyTurns(w, index, now, seq);
      break;
    case EVENT.noticed:
      noticed(w, index, now, seq);
      break;
    case EVENT.arrives:
      arrives(w, index, now, seq);
      break;
    case EVENT.workEnds:
      workEnds(w, index, now, seq);
      break;
    case EVENT.lagEnds:
      lagEnds(w, index, now, seq);
      break;
    case EVENT.logEnds:
    case EVENT.choreEnds:
      turn(w, index, now);
      break;
    case EVENT.windowOpens:
      windowOpens(w, index, now);
      break;
    case EVENT.errandDue:
      choreDue(w, index, PENDING.errand, now);
      break;
    case EVENT.outOfScopeDue:
      choreDue(w, index, PENDING.outOfScope, now);
      break;
    case EVENT.reportedAgain:
      reportedAgain(w, index, now, seq);
      break;
    case EVENT.volunteersGather:
      volunteersGather(w, index, now);
      break;
    case EVENT.volunteersLeave:
      volunteersLeave(w, index, now);
      break;
    case EVENT.sample:
      w.observer.sampled(now);
      w.queue.push(now + SAMPLE_SECONDS, packed);
      break;
    case EVENT.dayBegins: {
      const day = Math.round(now / DAY);
      settleAll(w, now);
      endDayAway(w);
      expectIncidents(w, day);
      beginWorkday(w, day);
      w.queue.push((day + 1) * DAY, packed);
      return;
    }
  }
}
