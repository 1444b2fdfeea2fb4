import { poissonCount } from '../../kernel/distributions.ts';
import { DAY, HOUR } from '../../kernel/time.ts';
import { EVENT, payload } from '../events.ts';
import { NEVER } from '../patrol/walks.ts';
import { PURPOSE } from '../purposes.ts';
import { FLAG, STATUS } from '../state.ts';
import { keyAttempt, unit, type World } from '../world.ts';
import { type Kind, pick } from './kinds.ts';

/** Draws the incidents of a day, each with its place, time and nature, and sets them down to occur. */
export function expectIncidents(w: World, day: number): void {
  w.demand.beginDay(day);
  for (let k = 0; k < w.kinds.length; k++) {
    for (let u = 0; u < w.city.units.length; u++) {
      const count = w.demand.count(k, u);
      for (let ordinal = 0; ordinal < count; ordinal++) expectIncident(w, k, u, day, ordinal);
    }
  }
  const { contactsPerDay, answeredShare } = w.scenario.incidents.hotline;
  const answered = poissonCount(
    w.draws,
    PURPOSE.contacts,
    0,
    day,
    contactsPerDay * answeredShare * w.scenario.incidents.scale,
  );
  w.observer.contacts(answered, day * DAY);
}

function expectIncident(w: World, k: number, u: number, day: number, ordinal: number): void {
  const { incidents: inc, draws, city } = w;
  const kind = w.kinds[k];
  const slot = takeSlot(w);
  inc.kind[slot] = k;
  inc.unit[slot] = u;
  inc.day[slot] = day;
  inc.ordinal[slot] = ordinal;
  const key = keyAttempt(w, slot, 0);
  const high = kind.id * 65_536 + u;

  draws.block(PURPOSE.place, high, ordinal, key);
  const micro = w.places.at(kind.driver, u, unit(draws.w0));
  const occurs = day * DAY + timeOfDay(w.demand.hours, unit(draws.w1));
  const severity = pick(kind.severity, unit(draws.w2));
  inc.micro[slot] = micro;
  inc.severity[slot] = severity;
  inc.level[slot] = pick(kind.settle, unit(draws.w3));

  draws.block(PURPOSE.point, high, ordinal, key);
  const radius = Math.sqrt((unit(draws.w0) * city.microArea[micro]) / Math.PI);
  const angle = 2 * Math.PI * unit(draws.w1);
  inc.x[slot] = city.microX[micro] + radius * Math.cos(angle);
  inc.y[slot] = city.microY[micro] + radius * Math.sin(angle);
  inc.flags[slot] = unit(draws.w2) < kind.falseAlarm ? FLAG.falseAlarm : 0;
  inc.foundBy[slot] = visitsUntilFound(kind, unit(draws.w3));
  inc.crews[slot] = kind.crews[severity];
  inc.occurred[slot] = occurs;
  inc.pending[slot] = w.queue.push(occurs, payload(EVENT.occurs, slot));
}

/** A fresh row in the state of an incident that nobody knows yet. */
export function takeSlot(w: World): number {
  const { incidents: inc, incidentSlots } = w;
  const slot = incidentSlots.take();
  inc.reserve(slot);
  inc.status[slot] = STATUS.expected;
  inc.flags[slot] = 0;
  inc.finderCrew[slot] = -1;
  inc.onSite[slot] = 0;
  inc.visitsLeft[slot] = 0;
  inc.visit[slot] = 0;
  inc.reworks[slot] = 0;
  inc.escalations[slot] = 0;
  inc.orders[slot] = 0;
  inc.before[slot] = -1;
  inc.after[slot] = -1;
  inc.task[slot] = -1;
  inc.original[slot] = -1;
  inc.effortLeft[slot] = Number.NaN;
  inc.reported[slot] = Number.NaN;
  inc.signed[slot] = Number.NaN;
  inc.filed[slot] = Number.NaN;
  inc.ordered[slot] = Number.NaN;
  inc.accepted[slot] = Number.NaN;
  inc.arrived[slot] = Number.NaN;
  inc.handled[slot] = Number.NaN;
  inc.handleBy[slot] = Number.NaN;
  inc.closeBy[slot] = Number.NaN;
  return slot;
}

/** Seconds of the day at share u of its cumulative hour weights; even within the hour. */
function timeOfDay(hours: Float64Array, u: number): number {
  const target = u * hours[23];
  let h = 0;
  while (h < 23 && hours[h] <= target) h++;
  const before = h === 0 ? 0 : hours[h - 1];
  return (h + Math.min((target - before) / (hours[h] - before), 0.999_999_999)) * HOUR;
}

/** Geometric: the number of visits until one finds it. */
function visitsUntilFound(kind: Kind, u: number): number {
  if (kind.logMissed === 0) return NEVER;
  return Math.min(Math.floor(Math.log(u) / kind.logMissed) + 1, 2_000_000_000);
}
