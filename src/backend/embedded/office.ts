import { DAY } from '../../kernel/time.ts';
import type { Gauges } from '../../port/backend.ts';
import type { Ground } from '../../port/ground.ts';
import type { CrewNotice, Notice, Outcome, Refused, Reported } from '../../port/notices.ts';
import type { CentreLevel, Order } from '../../port/orders.ts';
import type { Roster } from '../../port/roster.ts';
import { WorkCalendar } from '../../scenario/calendar.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { LEVELS } from '../../scenario/terms.ts';
import { type Asked, askedOf, type Case, isVerdictOf, newCase } from './case.ts';
import { STEP, type Step } from './centre.ts';
import { centreFor, Desk, type QueueWatch, type StepDone } from './desk.ts';
import { Dispatcher } from './dispatcher.ts';
import type { Policy } from './policies/policy.ts';

const RECOGNISE = 140;
const CHECK = 141;
const EXTEND = 142;
/** Merges in the whole city during more than the longest that a refusal takes. [A] */
const MOST_MERGING = 10_000;
const TOWNSHIP = LEVELS.indexOf('township');
const COUNTY = LEVELS.indexOf('county');

/** The way of a case through the centres, from the report to closing. */
export class Office {
  private readonly scenario: Scenario;
  private readonly city: Ground;
  private readonly calendar: WorkCalendar;
  private readonly desk: Desk;
  private readonly dispatcher: Dispatcher;
  private readonly cases = new Map<number, Case>();
  /** Open cases by the incident they are about: a further report bears the same identity. */
  private readonly known = new Map<number, Case>();
  private readonly kinds: ReadonlyMap<string, Asked>;
  /** The newest cases told to be merged: a refusal may still come, with a clock that goes on by itself much later. */
  private readonly merging: Case[] = [];
  private orders: Order[] = [];
  private taken: Order[] = [];

  constructor(
    scenario: Scenario,
    city: Ground,
    roster: Roster,
    policy: Policy,
    replication: number,
    startDate: string,
    watch: QueueWatch | undefined,
  ) {
    this.scenario = scenario;
    this.city = city;
    this.kinds = new Map(Object.entries(scenario.incidents.kinds).map(([name, kind]) => [name, askedOf(kind)]));
    const done: StepDone = (item, step, level, now) => this.stepDone(item, step, level, now);
    this.desk = new Desk(scenario, city, replication, done, watch);
    this.calendar = new WorkCalendar(scenario.limits, startDate);
    this.dispatcher = new Dispatcher(scenario, city, roster, policy, this.calendar, {
      order: (order) => this.orders.push(order),
      raised: (item, now) => this.raised(item, now),
    });
  }

  get wake(): number {
    return this.desk.wake;
  }

  gauges(now: number): Gauges {
    return this.desk.gauges(now);
  }

  /** Hears all that has come about since the last exchange, in order. */
  hear(notices: readonly Notice[], now: number): void {
    for (const notice of notices) this.hearOne(notice, now);
    while (this.merging.length > MOST_MERGING) {
      const oldest = this.merging.shift();
      if (oldest?.isItself === false) this.forget(oldest);
    }
  }

  private hearOne(notice: Notice, now: number): void {
    if (notice.type === 'reported') this.open(notice, now);
    else if (notice.type === 'crew') this.heardCrew(notice, now);
    else if (notice.type === 'outcome') this.judge(notice, now);
    else if (notice.type === 'refused') this.refused(notice, now);
  }

  advance(now: number): void {
    this.desk.advance(now);
  }

  crewsComeOn(now: number): void {
    this.dispatcher.reconsider(now);
  }

  /** What has waited beyond a limit goes a level up. */
  review(now: number): void {
    this.dispatcher.raiseOverdue(now);
  }

  /** Orders since the last call; valid until the next. */
  takeOrders(): readonly Order[] {
    const { orders } = this;
    this.orders = this.taken;
    this.taken = orders;
    while (this.orders.length > 0) this.orders.pop();
    return orders;
  }

  private open(report: Reported, now: number): void {
    const kind = this.kinds.get(report.kind);
    if (kind === undefined) return;
    const settles = LEVELS.indexOf(report.level);
    const power = settles === TOWNSHIP && !this.scenario.centres.powersHandedDown ? COUNTY : settles;
    const item = newCase(report, kind, this.dispatcher.matterNumber(report.matter), power, this.city);
    this.cases.set(item.incident, item);
    if (report.finderCrew >= 0) this.dispatcher.seen(report.finderCrew, report.x, report.y);
    const centre = report.channel === 'hotline' ? 'city' : report.channel === 'police' ? 'county' : 'township';
    this.desk.bring(item, STEP.sign, centre, now);
  }

  /** What a finished step leads to; the step that the same operator goes on with. */
  private stepDone(item: Case, step: Step, level: CentreLevel, now: number): Step | undefined {
    switch (step) {
      case STEP.sign:
        this.orders.push({ type: 'sign', incident: item.incident, level });
        return centreFor(item.power) === level ? STEP.fileAndDispatch : STEP.file;
      case STEP.file:
        return this.file(item, level, now) ? STEP.dispatch : undefined;
      case STEP.fileAndDispatch:
        if (this.file(item, level, now)) this.dispatcher.dispatch(item, now);
        return undefined;
      case STEP.dispatch:
        this.dispatcher.dispatch(item, now);
        return undefined;
      case STEP.close:
        return this.close(item) ? STEP.dispatch : undefined;
    }
  }

  /** Rejects what is nothing, merges what is known, has a public report verified, files the rest. Is it to dispatch here? */
  private file(item: Case, level: CentreLevel, now: number): boolean {
    const { incident } = item;
    if (item.verdict === 'notFound') {
      this.orders.push({ type: 'reject', incident, reason: 'nothing found on site' });
      this.forget(item);
      return false;
    }
    if (item.kind.duplicates > 0 && !item.isItself && this.mergesWithKnown(item)) return false;
    if (item.verdict === 'none' && item.finder === 'resident' && item.kind.verify) {
      item.purpose = 'verify';
      return true;
    }
    this.orders.push({ type: 'file', incident });
    item.filed = true;
    item.handleBy = this.calendar.deadline(item.kind.handle, now);
    item.purpose = 'handle';
    if (item.kind.duplicates > 0 && !this.known.has(item.identity)) this.known.set(item.identity, item);
    const target = centreFor(item.power);
    if (target === level) return true;
    this.orders.push({ type: 'transfer', incident, to: target });
    this.desk.handOver(item, STEP.dispatch, target, now);
    return false;
  }

  /** An operator may recognise, by place and description, a further report of what is already open. */
  private mergesWithKnown(item: Case): boolean {
    const open = this.known.get(item.identity);
    if (open === undefined || open === item) return false;
    if (this.desk.uniform(item, RECOGNISE) >= this.scenario.centres.recogniseDuplicates) return false;
    this.orders.push({ type: 'merge', incident: item.incident, into: open.incident });
    this.merging.push(item);
    return true;
  }

  /** Closes what is done; sends back what is wanting, and a crew to check a share. Is a crew to be sent? */
  private close(item: Case): boolean {
    const { incident } = item;
    if (item.verdict === 'failed') {
      this.orders.push({ type: 'reopen', incident });
      item.purpose = 'handle';
      item.verdict = 'none';
      item.level = item.power;
      return true;
    }
    if (item.verdict === 'handled' && this.desk.uniform(item, CHECK) < item.kind.check) {
      item.purpose = 'check';
      item.level = Math.min(item.level, TOWNSHIP);
      return true;
    }
    this.orders.push({ type: 'close', incident });
    this.forget(item);
    return false;
  }

  private heardCrew(notice: CrewNotice, now: number): void {
    const { status, incident, crew } = notice;
    if (status === 'offDuty' && incident >= 0) {
      this.sendAnother(crew, incident, now);
      return;
    }
    const item = status === 'finished' || status === 'declined' ? this.caseAt(crew, incident) : undefined;
    this.dispatcher.heard(notice, now);
    if (item === undefined) return;
    item.sent--;
    if (status === 'declined') this.redispatch(item, now);
  }

  /** The order came too late for the crew's shift: somebody else is sent, or whoever comes on duty first. */
  private sendAnother(crew: number, incident: number, now: number): void {
    const item = this.cases.get(incident);
    if (item === undefined) return;
    this.orders.push({ type: 'recall', crew });
    item.sent--;
    this.dispatcher.dispatch(item, now);
    this.dispatcher.callOffWhileWaiting(item, crew);
  }

  /** Mostly the case the crew is known to be at; a crew may also have been told off it meanwhile. */
  private caseAt(crew: number, incident: number): Case | undefined {
    const item = crew < 0 ? undefined : this.dispatcher.caseOf(crew);
    return item?.incident === incident ? item : this.cases.get(incident);
  }

  private judge({ incident, crew, purpose, result, expected }: Outcome, now: number): void {
    const item = this.caseAt(crew, incident);
    // Somebody who was thought to be gone, when another was sent, may have been there too: who tells first is believed.
    if (item === undefined || item.purpose !== purpose || isVerdictOf(purpose, item.verdict)) return;
    item.attempt++;
    if (purpose === 'handle' && crew >= 0) item.handler = crew;
    switch (result) {
      case 'confirmed':
        item.verdict = result;
        this.desk.bring(item, STEP.fileAndDispatch, 'township', now);
        return;
      case 'notFound':
      case 'handled':
      case 'passed':
      case 'failed':
        item.verdict = result;
        if (item.filed) this.desk.bring(item, STEP.close, centreFor(item.power), now);
        else this.desk.bring(item, STEP.file, 'township', now);
        return;
      case 'visitDue':
        this.redispatch(item, now);
        return;
      case 'lagging':
        this.standStill(item, expected, now);
    }
  }

  /** Its new level's centre takes it over, if that is another one. */
  private raised(item: Case, now: number): void {
    const to = centreFor(item.level);
    if (to === centreFor(item.level - 1)) {
      this.dispatcher.dispatch(item, now);
      return;
    }
    this.orders.push({ type: 'transfer', incident: item.incident, to });
    this.desk.handOver(item, STEP.dispatch, to, now);
  }

  private redispatch(item: Case, now: number): void {
    item.attempt++;
    this.desk.bring(item, STEP.dispatch, centreFor(item.power), now);
  }

  /** Work stands still: some ask for more time, the longest go onto the ledger. */
  private standStill(item: Case, expected: number, now: number): void {
    const { extendShare, suspendAfterDays } = this.scenario.backend;
    const { incident } = item;
    if (expected > item.handleBy && this.desk.uniform(item, EXTEND) < extendShare) {
      this.orders.push({ type: 'extend', incident, reason: 'waiting for parts, permits or a hearing' });
      item.handleBy = this.calendar.deadline(item.kind.handle, item.handleBy);
    }
    if (expected - now > suspendAfterDays * DAY) this.orders.push({ type: 'suspend', incident });
  }

  private refused({ order, reason }: Refused, now: number): void {
    if (order.type === 'merge') this.standsAlone(order.incident, now);
    if (order.type !== 'assign') return;
    const item = reason === 'unknownIncident' ? undefined : this.cases.get(order.incident);
    this.dispatcher.notSent(order.crew, order.incident, item, now);
  }

  /** It was no further report after all: it goes the way of every report. */
  private standsAlone(incident: number, now: number): void {
    const item = this.cases.get(incident);
    if (item === undefined) return;
    item.isItself = true;
    this.desk.bring(item, STEP.fileAndDispatch, 'township', now);
  }

  private forget(item: Case): void {
    this.cases.delete(item.incident);
    this.dispatcher.forget(item);
    if (item.kind.duplicates > 0 && this.known.get(item.identity) === item) this.known.delete(item.identity);
  }
}
