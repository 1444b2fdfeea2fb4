import { EVENT, payload } from '../events.ts';
import { COUNT, type World } from '../world.ts';
import {
  AT,
  CLOSES,
  ENDS,
  FINDS,
  FIRST,
  GRID,
  LEFT,
  NUMBER,
  SEQ,
  SIGHT,
  STRETCH,
  VISITS,
  WALK,
  WALKERS,
} from './walks.ts';

/**
 * A stretch: visits one after another at whose ends nothing can happen but that the worker goes on, and a last one. When
 * each of them ends is known from the start, so that one event stands for all. They are entered when the stretch ends, or
 * those that are over when something comes in between: an order, a chore, a new incident, midnight.
 *
 * Begins one whose first visit ends at `ends`. Where several walk through a grid, each goes on visit by visit, as what one
 * finds depends on what the other has seen.
 */
export function beginStretch(w: World, worker: number, now: number, ends: number): void {
  const { walks, walkers } = w;
  const row = worker * WALK;
  const grid = (walks[row + GRID] | 0) * WALKERS;
  if (walkers[grid + NUMBER]++ === 0) walkers[grid + FIRST] = worker;
  else cutShort(w, walkers[grid + FIRST], now);
  walks[row + ENDS] = ends;
  walks[row + STRETCH] = 0;
  lookAhead(w, worker);
}

/** The stretch is over: its event has come. Enters all its visits but the last, whose end this is. */
export function endStretch(w: World, worker: number): void {
  const { walks, walkers } = w;
  const row = worker * WALK;
  settle(w, worker, Number.POSITIVE_INFINITY);
  walks[row + STRETCH] = 0;
  walkers[(walks[row + GRID] | 0) * WALKERS + NUMBER]--;
}

/** Something waits for the worker: the stretch ends with the visit at hand. */
export function cutShort(w: World, worker: number, now: number): void {
  const { walks } = w;
  const row = worker * WALK;
  if (walks[row + STRETCH] <= 1) return;
  settle(w, worker, now);
  if (walks[row + STRETCH] <= 1) return;
  walks[row + STRETCH] = 1;
  schedule(w, worker, walks[row + ENDS]);
}

/** Enters the visits that ended before `now`, all but the last of the stretch: they found nothing. */
export function settle(w: World, worker: number, now: number): void {
  const { walks, tours, sights } = w;
  const row = worker * WALK;
  let stops = walks[row + STRETCH] | 0;
  let ends = walks[row + ENDS];
  if (stops <= 1 || ends >= now) return;
  const { stops: micros, visitSeconds } = tours;
  const before = stops;
  let at = walks[row + AT] | 0;
  do {
    const micro = micros[at];
    sights[micro * SIGHT + VISITS]++;
    w.observer.visited(worker, micro, ends);
    at = stopAfter(w, row, at);
    ends += visitSeconds[at];
    stops--;
  } while (stops > 1 && ends < now);
  w.counts[COUNT.visits] += before - stops;
  walks[row + AT] = at;
  walks[row + ENDS] = ends;
  walks[row + STRETCH] = stops;
  walks[row + LEFT] -= before - stops;
}

/** The same of everybody. */
export function settleAll(w: World, now: number): void {
  for (let worker = 0; worker < w.roster.workers; worker++) settle(w, worker, now);
}

/** The same of who walks through a grid. */
export function settleGrid(w: World, grid: number, now: number): void {
  if (w.walkers[grid * WALKERS + NUMBER] === 1) settle(w, w.walkers[grid * WALKERS + FIRST], now);
}

/** A visit to one of the grid's micro-grids will find something that it would not have: the stretch may end there. */
export function expectFinding(w: World, grid: number): void {
  const { walks, walkers } = w;
  if (walkers[grid * WALKERS + NUMBER] !== 1) return;
  const worker = walkers[grid * WALKERS + FIRST];
  if (walks[worker * WALK + STRETCH] > 1) lookAhead(w, worker);
}

/** Visits of a stretch that are over and have not been entered. */
export function visitsNotEntered(w: World, worker: number, now: number): number {
  const { walks } = w;
  const row = worker * WALK;
  let visits = 0;
  let at = walks[row + AT] | 0;
  for (let ends = walks[row + ENDS]; visits + 1 < walks[row + STRETCH] && ends <= now; visits++) {
    at = stopAfter(w, row, at);
    ends += w.tours.visitSeconds[at];
  }
  return visits;
}

/** Position in the tours of the stop after that at position `at`. */
export function stopAfter(w: World, row: number, at: number): number {
  const { gridMicros } = w.city;
  const grid = w.walks[row + GRID] | 0;
  return at + 1 === gridMicros[grid + 1] ? gridMicros[grid] : at + 1;
}

/**
 * Sets down the end of the stretch, if it has changed: it goes from the visit at hand on until one finds something, or the
 * round or the window ends.
 */
function lookAhead(w: World, worker: number): void {
  const { walks, walkers, tours, sights } = w;
  const { stops: micros, visitSeconds } = tours;
  const row = worker * WALK;
  const alone = walkers[(walks[row + GRID] | 0) * WALKERS + NUMBER] === 1 && !w.visitByVisit;
  const most = alone && w.crews.pending[worker] === 0 ? walks[row + LEFT] | 0 : 1;
  const closes = walks[row + CLOSES];
  let at = walks[row + AT] | 0;
  let ends = walks[row + ENDS];
  let stops = 1;
  while (stops < most && ends < closes) {
    const sight = micros[at] * SIGHT;
    if (sights[sight + VISITS] + 1 >= sights[sight + FINDS]) break;
    at = stopAfter(w, row, at);
    ends += visitSeconds[at];
    stops++;
  }
  if (stops === walks[row + STRETCH]) return;
  walks[row + STRETCH] = stops;
  schedule(w, worker, ends);
}

function schedule(w: World, worker: number, ends: number): void {
  w.walks[worker * WALK + SEQ] = w.queue.push(ends, payload(EVENT.visitEnds, worker));
}
