import { DAY } from '../../kernel/time.ts';
import type { Ground } from '../../port/ground.ts';
import type { CrewNotice } from '../../port/notices.ts';
import type { Order } from '../../port/orders.ts';
import type { Roster } from '../../port/roster.ts';
import type { WorkCalendar } from '../../scenario/calendar.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { LEVELS, SEVERE } from '../../scenario/terms.ts';
import type { Case } from './case.ts';
import { People } from './people.ts';
import type { Policy } from './policies/policy.ts';
import { Waiting } from './waiting.ts';

const NOBODY: readonly number[] = [];
const CITY = LEVELS.indexOf('city');
const COUNTY = LEVELS.indexOf('county');

/** What a dispatcher gives out, and what it cannot do itself. */
interface Office {
  order(order: Order): void;
  /** The case has been raised to its present level; it is to come back by `dispatch`. */
  raised(item: Case, now: number): void;
}

/** Finds crews for cases and cases for crews. */
export class Dispatcher {
  private readonly scenario: Scenario;
  private readonly calendar: WorkCalendar;
  private readonly roster: Roster;
  private readonly policy: Policy;
  private readonly office: Office;
  private readonly people: People;
  private readonly waiting: Waiting;
  /** Cases that crews were called away from, outermost first. */
  private readonly interrupted = new Map<number, Case[]>();
  private readonly calledUpOn: Int32Array;

  constructor(
    scenario: Scenario,
    city: Ground,
    roster: Roster,
    policy: Policy,
    calendar: WorkCalendar,
    office: Office,
  ) {
    this.scenario = scenario;
    this.roster = roster;
    this.policy = policy;
    this.calendar = calendar;
    this.office = office;
    this.people = new People(city, roster);
    this.waiting = new Waiting(city, policy);
    this.calledUpOn = new Int32Array(city.townships.length).fill(-1);
  }

  /** Sends the crews a case needs, or lets it wait. Urgent ones look further up at once and call crews off lesser jobs. */
  dispatch(item: Case, now: number): void {
    const needed = stillNeeded(item);
    if (needed <= 0 || this.trySend(item, needed, now)) return;
    if (item.urgent) {
      const level = item.level;
      while (item.level < COUNTY) {
        item.level++;
        if (this.trySend(item, needed, now)) return;
      }
      if (item.severity >= SEVERE && this.trySendCalledAway(item, needed, now)) return;
      item.level = level;
    }
    this.waiting.add(item, now);
    this.callUp(item.township, now);
  }

  matterNumber(name: string): number {
    return this.people.matterNumber(name);
  }

  /** The case a crew is at; undefined when free. */
  caseOf(crew: number): Case | undefined {
    return this.people.at[crew];
  }

  /** A crew is known to stand there. */
  seen(crew: number, x: number, y: number): void {
    this.people.stands(crew, x, y);
  }

  /** A crew reports: where it stands, and what it is free for. */
  heard(notice: CrewNotice, now: number): void {
    const { people } = this;
    const { crew, status, incident, at, x, y } = notice;
    people.stands(crew, x, y);
    if (incident >= 0 && people.at[crew]?.incident === incident) people.hasHeard[crew] = 1;
    if (status === 'finished' || status === 'declined') {
      const below = this.leave(crew, incident);
      if (below !== undefined) people.at[crew] = below;
    } else if (status === 'available' || status === 'offDuty') {
      if (people.isVolunteer[crew] === 1) people.presence(crew, status === 'available');
      // Over a wire an order may have been given since: the crew will speak of it in its turn. Once it has, its clock,
      // which may be behind, no longer matters.
      if (at < people.sentAt[crew] && people.hasHeard[crew] === 0) return;
      people.at[crew] = undefined;
      if (status === 'available') this.findWork(crew, now);
    }
  }

  /** The field would not have it: the crew is not at this case after all. */
  notSent(crew: number, incident: number, item: Case | undefined, now: number): void {
    const isThere = this.people.at[crew]?.incident === incident;
    const below = this.leave(crew, incident);
    if (isThere) this.people.at[crew] = below;
    if (item === undefined) return;
    item.sent--;
    this.waiting.add(item, now);
  }

  /** Crews come on duty somewhere: all that waits is looked at again. */
  reconsider(now: number): void {
    for (const item of this.waiting.takeAll()) this.dispatch(item, now);
  }

  /** What waits beyond a limit goes a level up. */
  raiseOverdue(now: number): void {
    for (const item of this.waiting.all((candidate) => candidate.level < CITY && this.isOverdue(candidate, now))) {
      this.waiting.remove(item);
      item.level++;
      item.levelSince = now;
      this.office.raised(item, now);
    }
  }

  /** The crews of its level have been waited for too long, or the limit for handling has run out meanwhile. */
  private isOverdue({ kind, purpose, levelSince, handleBy }: Case, now: number): boolean {
    if (purpose === 'handle' && levelSince <= handleBy && handleBy < now) return true;
    const { dispatch } = kind;
    const patience = this.scenario.backend.escalateAfterHours * 3600;
    return (dispatch === undefined ? levelSince + patience : this.calendar.deadline(dispatch, levelSince)) < now;
  }

  /**
   * Nobody is to stand about for another crew that is still to be found, in place of one that is gone: the others, there or
   * on their way, are free again.
   */
  callOffWhileWaiting(item: Case, gone: number): void {
    if (item.sent === 0 || item.waitsIn < 0) return;
    for (const crew of this.people.crewsAt(item)) {
      if (crew === gone || this.interrupted.has(crew)) continue;
      this.office.order({ type: 'recall', crew });
      item.sent--;
    }
  }

  /** Nobody needs to come any more. */
  forget(item: Case): void {
    this.waiting.remove(item);
  }

  private trySend(item: Case, needed: number, now: number): boolean {
    if (needed === 1) {
      const crew = this.people.choose(item, this.policy, now, NOBODY);
      if (crew >= 0) this.send(crew, item, now);
      return crew >= 0;
    }
    const crews = this.freeCrews(item, needed, now);
    if (crews.length < needed) return false;
    for (const crew of crews) this.send(crew, item, now);
    return true;
  }

  /** So many crews that are free, or as many as there are. */
  private freeCrews(item: Case, needed: number, now: number): number[] {
    const crews: number[] = [];
    while (crews.length < needed) {
      const crew = this.people.choose(item, this.policy, now, crews);
      if (crew < 0) break;
      crews.push(crew);
    }
    return crews;
  }

  /** Those who are free, and for the rest those nearest on lesser jobs; all that are needed, or nobody. */
  private trySendCalledAway(item: Case, needed: number, now: number): boolean {
    const crews = this.freeCrews(item, needed, now);
    while (crews.length < needed) {
      const crew = this.people.chooseBusy(item, now, crews);
      if (crew < 0) return false;
      crews.push(crew);
    }
    for (const crew of crews) {
      this.callAway(crew);
      this.send(crew, item, now);
    }
    return true;
  }

  private send(crew: number, item: Case, now: number): void {
    this.waiting.remove(item);
    item.waitsSince = Number.NaN;
    item.levelSince = Number.NaN;
    item.sent++;
    this.people.sent(crew, item, now);
    this.office.order({ type: 'assign', incident: item.incident, crew, purpose: item.purpose });
  }

  private callAway(crew: number): void {
    const current = this.people.at[crew];
    if (current === undefined) return;
    const stack = this.interrupted.get(crew);
    if (stack === undefined) this.interrupted.set(crew, [current]);
    else stack.push(current);
  }

  /**
   * A crew is done with a case: the one it is at, and then it goes back to the one that this interrupted, if any; or one
   * that it was called away from, and finished before it heard of that.
   */
  private leave(crew: number, incident: number): Case | undefined {
    if (this.interrupted.size === 0) return undefined;
    const stack = this.interrupted.get(crew);
    if (stack === undefined) return undefined;
    const isThere = this.people.at[crew]?.incident === incident;
    const at = isThere ? stack.length - 1 : stack.findIndex((item) => item.incident === incident);
    if (at < 0) return undefined;
    const [below] = stack.splice(at, 1);
    if (stack.length === 0) this.interrupted.delete(crew);
    return isThere ? below : undefined;
  }

  private findWork(crew: number, now: number): void {
    if (!this.roster.onDuty(crew, now)) return;
    let sent = false;
    const item = this.waiting.firstFor(crew, this.people, (candidate) => {
      if (!this.people.suits(candidate, crew)) return false;
      const needed = stillNeeded(candidate);
      if (needed === 1) return true;
      sent = this.trySend(candidate, needed, now);
      return sent;
    });
    if (item !== undefined && !sent) this.send(crew, item, now);
  }

  private callUp(township: number, now: number): void {
    const waiting = this.waiting.inTownship[township];
    const day = Math.floor(now / DAY);
    if (waiting < this.scenario.backend.callUpAtWaiting || this.calledUpOn[township] === day) return;
    this.calledUpOn[township] = day;
    this.office.order({ type: 'callUp', township, number: waiting });
  }
}

/** Crews that the case's next purpose takes and that have not been sent. */
function stillNeeded(item: Case): number {
  return (item.purpose === 'handle' ? item.crews : 1) - item.sent;
}
