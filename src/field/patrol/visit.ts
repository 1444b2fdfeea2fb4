import { EVENT, payload } from '../events.ts';
import { discover } from '../incidents/latency.ts';
import { turn } from '../staffing/turn.ts';
import { COUNT, type World } from '../world.ts';
import { advanceRound } from './rounds.ts';

/** A visit ends: the micro-grid has been seen, and what was found is logged before the crew goes on. */
export function visitEnds(w: World, worker: number, now: number): void {
  const { rounds, crews, city, tours } = w;
  const micro = tours.stops[rounds.at[worker]];
  crews.x[worker] = city.microX[micro];
  crews.y[worker] = city.microY[micro];
  w.counts[COUNT.visits]++;
  w.observer.visited(worker, micro, now);
  if (w.wanted.has('passed')) w.notices.push({ type: 'passed', at: now, crew: worker, micro });
  const findings = w.latent[micro] < 0 ? 0 : discover(w, micro, worker, now);
  advanceRound(w, worker);
  if (findings > 0 && w.plan.logSeconds > 0) {
    w.queue.push(now + findings * w.plan.logSeconds, payload(EVENT.logEnds, worker));
  } else turn(w, worker, now);
}
