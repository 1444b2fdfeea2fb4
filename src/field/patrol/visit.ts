import { EVENT, payload } from '../events.ts';
import { discover } from '../incidents/latency.ts';
import { turn } from '../staffing/turn.ts';
import { COUNT, type World } from '../world.ts';
import { beginStretch, endStretch, stopAfter } from './stretch.ts';
import { AT, CLOSES, FINDS, LEFT, SEQ, SIGHT, VISITS, WALK } from './walks.ts';

/** The last visit of a stretch ends: what was found is logged before the worker goes on. */
export function visitEnds(w: World, worker: number, now: number, seq: number): void {
  const { walks, tours, sights } = w;
  const row = worker * WALK;
  if (walks[row + SEQ] !== seq) return;
  endStretch(w, worker);
  const at = walks[row + AT] | 0;
  const micro = tours.stops[at];
  w.counts[COUNT.visits]++;
  w.observer.visited(worker, micro, now);
  if (w.tells.passed) w.notices.push({ type: 'passed', at: now, crew: worker, micro });
  const visits = ++sights[micro * SIGHT + VISITS];
  const findings = visits >= sights[micro * SIGHT + FINDS] ? discover(w, micro, worker, now) : 0;
  const left = Math.max(0, walks[row + LEFT] - 1);
  const next = stopAfter(w, row, at);
  walks[row + LEFT] = left;
  walks[row + AT] = next;
  if (findings === 0 && left > 0 && w.crews.pending[worker] === 0 && now < walks[row + CLOSES]) {
    beginStretch(w, worker, now, now + tours.visitSeconds[next]);
    return;
  }
  w.crews.x[worker] = w.city.microX[micro];
  w.crews.y[worker] = w.city.microY[micro];
  const logSeconds = findings * w.plan.logSeconds;
  if (logSeconds > 0) w.queue.push(now + logSeconds, payload(EVENT.logEnds, worker));
  else turn(w, worker, now);
}
