import { EVENT, payload } from '../events.ts';
import { cutShort } from '../patrol/stretch.ts';
import { FRESH, WALK } from '../patrol/walks.ts';
import { ACTIVITY, PENDING } from '../state.ts';
import type { World } from '../world.ts';
import { setActivity } from './activity.ts';

/** Begins one of the chores that are due; errands for residents go before out-of-scope tasks. */
export function startChore(w: World, crew: number, due: number, now: number): void {
  const { crews, rounds, walks } = w;
  const errand = (due & PENDING.errand) !== 0;
  crews.pending[crew] &= ~(errand ? PENDING.errand : PENDING.outOfScope);
  setActivity(w, crew, errand ? ACTIVITY.errand : ACTIVITY.outOfScope, now);
  walks[crew * WALK + FRESH] = 1;
  const seconds = errand ? rounds.errandSeconds[crew] : rounds.outOfScopeSeconds[crew];
  w.queue.push(now + seconds, payload(EVENT.choreEnds, crew));
}

/** A chore comes up: at once if the worker is free, else after what it is doing. */
export function choreDue(w: World, worker: number, chore: number, now: number): void {
  const { crews } = w;
  if (crews.activity[worker] === ACTIVITY.idle && crews.task[worker] < 0) {
    startChore(w, worker, chore, now);
    return;
  }
  crews.pending[worker] |= chore;
  cutShort(w, worker, now);
}
