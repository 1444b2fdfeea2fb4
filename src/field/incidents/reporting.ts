import { poissonQuantile } from '../../kernel/distributions.ts';
import type { Finder } from '../../port/notices.ts';
import { LEVELS, SEVERITIES } from '../../scenario/terms.ts';
import { EVENT, payload } from '../events.ts';
import { PURPOSE } from '../purposes.ts';
import { FLAG, STATUS, WAY } from '../state.ts';
import { COUNT, identityOf, keyAttempt, keyHigh, unit, type World } from '../world.ts';
import { takeSlot } from './arrivals.ts';

/** By `WAY`. */
export const FINDERS: readonly Finder[] = ['resident', 'patrol', 'liaison', 'sensor'];

/** Brings an incident (or a false alarm) to light. */
export function report(w: World, slot: number, finder: number, crew: number, now: number): void {
  const { incidents: inc, counts } = w;
  inc.status[slot] = STATUS.reported;
  inc.pending[slot] = 0;
  inc.finder[slot] = finder;
  inc.finderCrew[slot] = crew;
  inc.reported[slot] = now;
  const flags = inc.flags[slot];
  if ((flags & FLAG.duplicate) !== 0) counts[COUNT.duplicates]++;
  else if ((flags & FLAG.falseAlarm) !== 0) counts[COUNT.falseAlarms]++;
  else counts[COUNT.reported]++;
  w.observer.reported(slot, now);
  notify(w, slot, now);
  if (flags === 0 && finder === WAY.resident) expectDuplicates(w, slot, now);
}

function notify(w: World, slot: number, now: number): void {
  if (!w.tells.reported) return;
  const { incidents: inc } = w;
  const kind = w.kinds[inc.kind[slot]];
  w.notices.push({
    type: 'reported',
    at: now,
    incident: w.incidentSlots.handleOf(slot),
    identity: identityOf(w, slot),
    kind: kind.name,
    matter: kind.matter,
    severity: SEVERITIES[inc.severity[slot]],
    channel: kind.channel,
    finder: FINDERS[inc.finder[slot]],
    finderCrew: inc.finderCrew[slot],
    micro: inc.micro[slot],
    x: inc.x[slot],
    y: inc.y[slot],
    level: LEVELS[inc.level[slot]],
    crews: inc.crews[slot],
    handleBy: w.calendar.deadline(kind.handle, now),
  });
}

/** Other residents report the same: how many and when is drawn from the incident. */
function expectDuplicates(w: World, slot: number, now: number): void {
  const { incidents: inc, draws } = w;
  const kind = w.kinds[inc.kind[slot]];
  if (kind.duplicates === 0) return;
  const high = keyHigh(w, slot);
  const number = poissonQuantile(
    kind.duplicates,
    draws.uniform(PURPOSE.duplicate, high, inc.ordinal[slot], keyAttempt(w, slot, 0)),
  );
  for (let i = 1; i <= number; i++) {
    const u = draws.uniform(PURPOSE.duplicate, high, w.incidents.ordinal[slot], keyAttempt(w, slot, i));
    const copy = takeSlot(w);
    const rows = w.incidents;
    rows.kind[copy] = rows.kind[slot];
    rows.unit[copy] = rows.unit[slot];
    rows.day[copy] = rows.day[slot];
    rows.ordinal[copy] = rows.ordinal[slot];
    rows.micro[copy] = rows.micro[slot];
    rows.x[copy] = rows.x[slot];
    rows.y[copy] = rows.y[slot];
    rows.severity[copy] = rows.severity[slot];
    rows.level[copy] = rows.level[slot];
    rows.crews[copy] = 1;
    rows.flags[copy] = FLAG.duplicate;
    rows.original[copy] = w.incidentSlots.handleOf(slot);
    rows.occurred[copy] = rows.occurred[slot];
    rows.pending[copy] = w.queue.push(now + w.duplicateDelay.sample(u), payload(EVENT.reportedAgain, copy));
  }
}

/** A further report of an incident; none comes once the incident is over. */
export function reportedAgain(w: World, slot: number, now: number, seq: number): void {
  const { incidents: inc, incidentSlots } = w;
  if (inc.pending[slot] !== seq) return;
  if (incidentSlots.slotOf(inc.original[slot]) < 0) incidentSlots.release(slot);
  else report(w, slot, WAY.resident, -1, now);
}

/** A uniform for looking at a place: to verify, to check, to find nothing. */
export function lookUniform(w: World, slot: number, attempt: number): number {
  const { incidents: inc, draws } = w;
  draws.block(PURPOSE.look, keyHigh(w, slot), inc.ordinal[slot], keyAttempt(w, slot, attempt));
  return unit(draws.w0);
}
