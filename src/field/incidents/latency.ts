import { SEVERITIES } from '../../scenario/terms.ts';
import { EVENT, payload } from '../events.ts';
import { expectFinding, settleGrid } from '../patrol/stretch.ts';
import { FINDS, NEVER, SIGHT, VISITS } from '../patrol/walks.ts';
import { PURPOSE } from '../purposes.ts';
import { GROUP } from '../staffing/groups.ts';
import { END, FLAG, STATUS, WAY } from '../state.ts';
import { COUNT, keyAttempt, keyHigh, unit, type World } from '../world.ts';
import { endIncident } from './ending.ts';
import type { WayOut } from './kinds.ts';
import { report } from './reporting.ts';

const MOST_SEVERE = SEVERITIES.length - 1;

/** An incident comes about: from now on it is latent, until the first of its ways out. */
export function occurs(w: World, slot: number, now: number, seq: number): void {
  const { incidents: inc, draws, counts } = w;
  if (inc.pending[slot] !== seq) return;
  if ((inc.flags[slot] & FLAG.falseAlarm) !== 0) {
    report(w, slot, WAY.resident, -1, now);
    return;
  }
  counts[COUNT.occurred]++;
  w.observer.occurred(slot, now);
  const kind = w.kinds[inc.kind[slot]];
  const high = keyHigh(w, slot);
  const key = keyAttempt(w, slot, 0);
  const ordinal = inc.ordinal[slot];
  inc.endsAt[slot] = Number.POSITIVE_INFINITY;
  inc.endsBy[slot] = WAY.none;
  draws.block(PURPOSE.resident, high, ordinal, key);
  consider(w, slot, WAY.resident, kind.resident, now, draws.w0, draws.w1);
  if (w.liaisons[inc.micro[slot]] === 1) consider(w, slot, WAY.liaison, kind.liaison, now, draws.w2, draws.w3);
  draws.block(PURPOSE.sensor, high, ordinal, key);
  if (w.sensors[inc.micro[slot]] === 1) consider(w, slot, WAY.sensor, kind.sensor, now, draws.w0, draws.w1);
  consider(w, slot, WAY.self, kind.self, now, draws.w2, draws.w3);
  if (inc.endsAt[slot] === now) {
    endLatency(w, slot, now);
    return;
  }
  inc.status[slot] = STATUS.latent;
  enlist(w, slot, now);
  expectEscalation(w, slot, now);
  scheduleTurn(w, slot);
}

/** Takes a way out if it is open to this incident and ends earlier than those seen so far. */
function consider(
  w: World,
  slot: number,
  way: number,
  { share, after }: WayOut,
  now: number,
  w0: number,
  w1: number,
): void {
  if (share === 0 || unit(w0) >= share) return;
  let at = now + after.sample(unit(w1));
  if (way === WAY.liaison) at = w.roster.groups[GROUP.liaison].pattern.nextOn(at);
  if (at >= w.incidents.endsAt[slot]) return;
  w.incidents.endsAt[slot] = at;
  w.incidents.endsBy[slot] = way;
}

function expectEscalation(w: World, slot: number, now: number): void {
  const { incidents: inc, draws } = w;
  const hazard = w.kinds[inc.kind[slot]].escalation;
  inc.escalatesAt[slot] = Number.POSITIVE_INFINITY;
  if (hazard === 0 || inc.severity[slot] >= MOST_SEVERE) return;
  const u = draws.uniform(
    PURPOSE.escalation,
    keyHigh(w, slot),
    inc.ordinal[slot],
    keyAttempt(w, slot, inc.severity[slot]),
  );
  inc.escalatesAt[slot] = now - Math.log(u) / hazard;
}

function scheduleTurn(w: World, slot: number): void {
  const { incidents: inc } = w;
  const at = Math.min(inc.endsAt[slot], inc.escalatesAt[slot]);
  inc.pending[slot] = at === Number.POSITIVE_INFINITY ? 0 : w.queue.push(at, payload(EVENT.latencyTurns, slot));
}

/** A latent incident escalates, or somebody but a patrol ends its latency. */
export function latencyTurns(w: World, slot: number, now: number, seq: number): void {
  const { incidents: inc, counts } = w;
  if (inc.pending[slot] !== seq) return;
  if (inc.escalatesAt[slot] < inc.endsAt[slot]) {
    inc.severity[slot]++;
    inc.crews[slot] = Math.max(inc.crews[slot], w.kinds[inc.kind[slot]].crews[inc.severity[slot]]);
    if (inc.escalations[slot]++ === 0) counts[COUNT.escalated]++;
    w.observer.escalated(slot, now);
    expectEscalation(w, slot, now);
    scheduleTurn(w, slot);
    return;
  }
  delist(w, slot);
  endLatency(w, slot, now);
}

function endLatency(w: World, slot: number, now: number): void {
  const way = w.incidents.endsBy[slot];
  if (way === WAY.self) endIncident(w, slot, END.unseen, now);
  else report(w, slot, way, -1, now);
}

/** A visit to a micro-grid: finds what this visit was to find. Returns the number of findings. */
export function discover(w: World, micro: number, crew: number, now: number): number {
  const { incidents: inc, sights } = w;
  const visit = sights[micro * SIGHT + VISITS];
  let findings = 0;
  let next = NEVER;
  for (let slot = w.latent[micro]; slot >= 0; ) {
    const after = inc.after[slot];
    const foundBy = inc.foundBy[slot];
    if (foundBy > visit) next = Math.min(next, foundBy);
    else {
      findings++;
      delist(w, slot);
      report(w, slot, WAY.patrol, crew, now);
    }
    slot = after;
  }
  sights[micro * SIGHT + FINDS] = next;
  return findings;
}

function enlist(w: World, slot: number, now: number): void {
  const { incidents: inc, latent, sights } = w;
  const micro = inc.micro[slot];
  const first = latent[micro];
  inc.before[slot] = -1;
  inc.after[slot] = first;
  if (first >= 0) inc.before[first] = slot;
  latent[micro] = slot;
  if (inc.foundBy[slot] === NEVER) return;
  const sight = micro * SIGHT;
  const grid = w.city.microGrid[micro];
  settleGrid(w, grid, now);
  inc.foundBy[slot] += sights[sight + VISITS];
  if (inc.foundBy[slot] >= sights[sight + FINDS]) return;
  sights[sight + FINDS] = inc.foundBy[slot];
  expectFinding(w, grid);
}

function delist(w: World, slot: number): void {
  const { incidents: inc, latent } = w;
  const before = inc.before[slot];
  const after = inc.after[slot];
  if (before >= 0) inc.after[before] = after;
  else latent[inc.micro[slot]] = after;
  if (after >= 0) inc.before[after] = before;
}
