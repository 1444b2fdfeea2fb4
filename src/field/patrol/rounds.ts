import { GRID_EXCLUSIVE } from '../../city/city.ts';
import { setActivity } from '../staffing/activity.ts';
import { ACTIVITY } from '../state.ts';
import type { World } from '../world.ts';
import { beginStretch, cutShort } from './stretch.ts';
import { AT, CLOSES, FRESH, GRID, LEFT, WALK } from './walks.ts';

/** Goes to the next micro-grid of the round if there is one and the window is still open. */
export function nextVisit(w: World, worker: number, now: number): boolean {
  const { walks, tours, crews, city } = w;
  const row = worker * WALK;
  if (now >= walks[row + CLOSES]) return false;
  if (walks[row + LEFT] === 0 && !nextRound(w, worker)) return false;
  const at = walks[row + AT] | 0;
  let seconds = tours.visitSeconds[at];
  if (walks[row + FRESH] === 1) {
    walks[row + FRESH] = 0;
    const stop = tours.stops[at];
    const way = w.travel.distance(
      crews.x[worker],
      crews.y[worker],
      city.microX[stop],
      city.microY[stop],
      city.microRoadFactor[stop],
    );
    seconds = tours.stopSeconds[at] + way / w.plan.speed;
  }
  setActivity(w, worker, ACTIVITY.patrol, now);
  beginStretch(w, worker, now, now + seconds);
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
  const { walks, roster, city } = w;
  const row = worker * WALK;
  const first = city.gridMicros[grid];
  const end = city.gridMicros[grid + 1];
  const offset =
    grid === roster.grid[worker] ? Math.floor((roster.ordinal[worker] * (end - first)) / 2) % (end - first) : 0;
  walks[row + GRID] = grid;
  walks[row + AT] = first + offset;
  walks[row + LEFT] = end - first;
  walks[row + FRESH] = 1;
}

/** A window opens: what was left of the last round is dropped, the rounds of this window are due. */
export function openWindow(w: World, worker: number, closes: number, now: number): void {
  const { rounds, walks, plan, roster, city } = w;
  const window = rounds.window[worker];
  const exclusive = city.gridKind[roster.grid[worker]] === GRID_EXCLUSIVE;
  cutShort(w, worker, now);
  walks[worker * WALK + LEFT] = 0;
  walks[worker * WALK + CLOSES] = closes;
  rounds.roundsLeft[worker] = (exclusive ? plan.exclusiveRounds : plan.rounds)[window];
  rounds.window[worker] = window + 1;
}
