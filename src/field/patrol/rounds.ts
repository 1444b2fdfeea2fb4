import { GRID_EXCLUSIVE } from '../../city/city.ts';
import { EVENT, payload } from '../events.ts';
import { setActivity } from '../staffing/activity.ts';
import { ACTIVITY } from '../state.ts';
import type { World } from '../world.ts';

/** Goes to the next micro-grid of the round if there is one and the window is still open. */
export function nextVisit(w: World, worker: number, now: number): boolean {
  const { rounds, tours, crews, city } = w;
  if (now >= rounds.windowEnds[worker]) return false;
  if (rounds.stopsLeft[worker] === 0 && !nextRound(w, worker)) return false;
  const at = rounds.at[worker];
  let seconds = tours.visitSeconds[at];
  if (rounds.fresh[worker] === 1) {
    rounds.fresh[worker] = 0;
    const stop = tours.stops[at];
    const way = w.travel.distance(crews.x[worker], crews.y[worker], city.microX[stop], city.microY[stop], city.microRoadFactor[stop]);
    seconds = tours.stopSeconds[at] + way / w.plan.speed;
  }
  setActivity(w, worker, ACTIVITY.patrol, now);
  w.queue.push(now + seconds, payload(EVENT.visitEnds, worker));
  return true;
}

/** Its own grid's rounds of this window first, then the one it makes for a neighbour. */
function nextRound(w: World, worker: number): boolean {
  const { rounds, roster } = w;
  if (rounds.roundsLeft[worker] > 0) {
    rounds.roundsLeft[worker]--;
    startRound(w, worker, roster.grid[worker]);
    return true;
  }
  if (rounds.coverLeft[worker] > 0) {
    rounds.coverLeft[worker]--;
    startRound(w, worker, rounds.cover[worker]);
    return true;
  }
  return false;
}

/** Colleagues of one grid start at different points of its tour. */
function startRound(w: World, worker: number, grid: number): void {
  const { rounds, roster, city } = w;
  const stops = city.gridMicros[grid + 1] - city.gridMicros[grid];
  const offset = grid === roster.grid[worker] ? Math.floor((roster.ordinal[worker] * stops) / 2) % stops : 0;
  rounds.grid[worker] = grid;
  rounds.at[worker] = city.gridMicros[grid] + offset;
  rounds.stopsLeft[worker] = stops;
  rounds.fresh[worker] = 1;
}

/** A stop is done: on to the next of the tour. */
export function advanceRound(w: World, worker: number): void {
  const { rounds, city } = w;
  const grid = rounds.grid[worker];
  rounds.stopsLeft[worker]--;
  rounds.at[worker]++;
  if (rounds.at[worker] === city.gridMicros[grid + 1]) rounds.at[worker] = city.gridMicros[grid];
}

/** A window opens: what was left of the last round is dropped, the rounds of this window are due. */
export function openWindow(w: World, worker: number): void {
  const { rounds, plan, roster, city } = w;
  const window = rounds.window[worker];
  const exclusive = city.gridKind[roster.grid[worker]] === GRID_EXCLUSIVE;
  rounds.stopsLeft[worker] = 0;
  rounds.roundsLeft[worker] = (exclusive ? plan.exclusiveRounds : plan.rounds)[window];
  rounds.window[worker] = window + 1;
}
