import type { Refusal } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import { endIncident } from './incidents/ending.ts';
import { orderCrew, purposeOf } from './jobs/order.ts';
import { dropTask } from './jobs/release.ts';
import { callUp } from './staffing/volunteers.ts';
import { END, FLAG, STATUS } from './state.ts';
import { COUNT, identityOf, type World } from './world.ts';

/** Carries out one order at time `now`; the reason if it does not fit the state, which then is unchanged. */
export function applyOrder(w: World, order: Order, now: number): Refusal | undefined {
  if (order.type === 'callUp') return callUp(w, order.township, order.number, now);
  if (order.type === 'recall') return recall(w, order.crew, now);
  const slot = w.incidentSlots.slotOf(order.incident);
  if (slot < 0 || w.incidents.status[slot] < STATUS.reported) return 'unknownIncident';
  switch (order.type) {
    case 'sign':
      return sign(w, slot, now);
    case 'file':
      return file(w, slot, now);
    case 'reject':
      return end(w, slot, STATUS.reported, END.rejected, now);
    case 'merge':
      return merge(w, slot, order.into, now);
    case 'assign':
      return orderCrew(w, slot, order.crew, purposeOf(order.purpose), now);
    case 'transfer':
      w.counts[COUNT.transferred]++;
      return undefined;
    case 'extend':
      return extend(w, slot);
    case 'suspend':
      return suspend(w, slot);
    case 'reopen':
      return reopen(w, slot, now);
    case 'close':
      return end(w, slot, STATUS.handled, END.closed, now);
  }
}

function sign(w: World, slot: number, now: number): undefined {
  if (Number.isNaN(w.incidents.signed[slot])) w.incidents.signed[slot] = now;
}

function file(w: World, slot: number, now: number): Refusal | undefined {
  const { incidents: inc, counts } = w;
  if (inc.status[slot] !== STATUS.reported) return 'incidentState';
  const { handle, close } = w.kinds[inc.kind[slot]];
  inc.status[slot] = STATUS.filed;
  inc.filed[slot] = now;
  inc.handleBy[slot] = w.calendar.deadline(handle, now);
  inc.closeBy[slot] = w.calendar.deadline(close, now);
  if (isReal(w, slot)) counts[COUNT.filed]++;
  w.observer.filed(slot, now);
  return undefined;
}

function isReal(w: World, slot: number): boolean {
  return (w.incidents.flags[slot] & (FLAG.duplicate | FLAG.falseAlarm)) === 0;
}

function end(w: World, slot: number, from: number, how: number, now: number): Refusal | undefined {
  if (w.incidents.status[slot] !== from) return 'incidentState';
  endIncident(w, slot, how, now);
  return undefined;
}

/** Only a further report can be merged into another of the same incident: a real incident would be lost in another. */
function merge(w: World, slot: number, into: number, now: number): Refusal | undefined {
  const target = w.incidentSlots.slotOf(into);
  if (target < 0 || target === slot) return 'unknownIncident';
  if ((w.incidents.flags[slot] & FLAG.duplicate) === 0) return 'incidentState';
  if (identityOf(w, slot) !== identityOf(w, target)) return 'incidentState';
  endIncident(w, slot, END.merged, now);
  return undefined;
}

/** One extension: both limits start once more from where they ran out. */
function extend(w: World, slot: number): Refusal | undefined {
  const { incidents: inc, counts } = w;
  const isOpen = inc.status[slot] === STATUS.filed || inc.status[slot] === STATUS.lagging;
  if (!isOpen || (inc.flags[slot] & FLAG.extended) !== 0) return 'incidentState';
  const { handle, close } = w.kinds[inc.kind[slot]];
  inc.flags[slot] |= FLAG.extended;
  inc.handleBy[slot] = w.calendar.deadline(handle, inc.handleBy[slot]);
  inc.closeBy[slot] = w.calendar.deadline(close, inc.closeBy[slot]);
  if (isReal(w, slot)) counts[COUNT.extended]++;
  return undefined;
}

/** Onto the ledger of cases that nobody can settle now, until the lag is over. */
function suspend(w: World, slot: number): Refusal | undefined {
  if (w.incidents.status[slot] !== STATUS.lagging || (w.incidents.flags[slot] & FLAG.suspended) !== 0)
    return 'incidentState';
  w.incidents.flags[slot] |= FLAG.suspended | FLAG.ledger;
  w.counts[COUNT.suspended]++;
  return undefined;
}

function reopen(w: World, slot: number, now: number): Refusal | undefined {
  const { incidents: inc, counts } = w;
  if (inc.status[slot] !== STATUS.handled || inc.task[slot] >= 0) return 'incidentState';
  inc.status[slot] = STATUS.filed;
  inc.handled[slot] = Number.NaN;
  inc.reworks[slot]++;
  inc.visit[slot] = 0;
  inc.effortLeft[slot] = Number.NaN;
  if (isReal(w, slot)) counts[COUNT.reworked]++;
  w.observer.reopened(slot, now);
  return undefined;
}

function recall(w: World, crew: number, now: number): Refusal | undefined {
  if (!Number.isInteger(crew) || crew < 0 || crew >= w.roster.crews) return 'unknownCrew';
  const task = w.crews.order[crew] >= 0 ? w.crews.order[crew] : w.crews.task[crew];
  if (task < 0) return 'crewGone';
  dropTask(w, task, now);
  return undefined;
}
