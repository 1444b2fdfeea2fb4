import { dropTasks } from '../jobs/release.ts';
import { END, FLAG } from '../state.ts';
import { COUNT, type World } from '../world.ts';

/** An incident leaves the field; whoever is still on it is free. */
export function endIncident(w: World, slot: number, end: number, now: number): void {
  const { incidents: inc, counts } = w;
  const real = (inc.flags[slot] & (FLAG.duplicate | FLAG.falseAlarm)) === 0;
  if (end === END.merged) counts[COUNT.merged]++;
  else if (real) counts[end === END.closed ? COUNT.closed : end === END.rejected ? COUNT.rejected : COUNT.unseen]++;
  inc.pending[slot] = 0;
  w.observer.ended(slot, end, now);
  dropTasks(w, slot, now);
  w.incidentSlots.release(slot);
}
