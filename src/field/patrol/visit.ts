import { EVENT, payload } from '../events.ts';
import { discover } from '../incidents/latency.ts';
import { turn } from '../staffing/turn.ts';
import { COUNT, type World } from '../world.ts';
import { AT, CLOSES, END, FIRST, LEFT, WALK } from './walks.ts';

/** A visit ends: the micro-grid has been seen, and what was found is logged before the worker goes on. */
export function visitEnds(w: World, worker: number, now: number): void {
  const { walks, tours } = w;
  const row = worker * WALK;
  const at = walks[row + AT];
  const micro = tours.stops[at];
  w.counts[COUNT.visits]++;
  w.observer.visited(worker, micro, now);
  if (w.tells.passed) w.notices.push({ type: 'passed', at: now, crew: worker, micro });
  const findings = w.latent[micro] < 0 ? 0 : discover(w, micro, worker, now);
  const left = Math.max(0, walks[row + LEFT] - 1);
  const next = at + 1 === walks[row + END] ? walks[row + FIRST] : at + 1;
  walks[row + LEFT] = left;
  walks[row + AT] = next;
  if (findings === 0 && left > 0 && w.crews.pending[worker] === 0 && now < walks[row + CLOSES]) {
    w.queue.push(now + tours.visitSeconds[next], payload(EVENT.visitEnds, worker));
    return;
  }
  w.crews.x[worker] = w.city.microX[micro];
  w.crews.y[worker] = w.city.microY[micro];
  const logSeconds = findings * w.plan.logSeconds;
  if (logSeconds > 0) w.queue.push(now + logSeconds, payload(EVENT.logEnds, worker));
  else turn(w, worker, now);
}
