import { PRESENT } from '../state.ts';
import type { World } from '../world.ts';

/** A crew goes over to another activity; the spell that ends is told to the observer. */
export function setActivity(w: World, crew: number, activity: number, now: number): void {
  const { crews } = w;
  const before = crews.activity[crew];
  if (before === activity) return;
  if (now > crews.since[crew]) w.observer.spent(crew, before, crews.since[crew], now);
  crews.since[crew] = now;
  crews.activity[crew] = activity;
}

/** Back to where it starts from. */
export function goHome(w: World, crew: number): void {
  const { crews, roster } = w;
  crews.x[crew] = roster.startX[crew];
  crews.y[crew] = roster.startY[crew];
  crews.moved[crew] = 0;
}

/** Tells the backend that a crew is free, or that it has gone. */
export function tellDuty(w: World, crew: number, status: 'available' | 'offDuty', now: number): void {
  const { crews, tells } = w;
  if (!(status === 'available' ? tells.available : tells.offDuty)) return;
  w.notices.push({ type: 'crew', at: now, crew, status, incident: -1, x: crews.x[crew], y: crews.y[crew] });
}

/** On duty now: by the roster, and for volunteers by having come. */
export function onDuty(w: World, crew: number, now: number): boolean {
  return w.roster.onDuty(crew, now) && (w.crews.present[crew] === PRESENT || !w.roster.isVolunteer(crew));
}

/** Midnight: who is away from home and free goes back; workers do so when their shift ends. */
export function endDayAway(w: World): void {
  const { crews, roster } = w;
  for (let crew = roster.workers; crew < roster.crews; crew++) {
    if (crews.moved[crew] === 1 && crews.task[crew] < 0) goHome(w, crew);
  }
}
