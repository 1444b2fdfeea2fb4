import type { Notice, Reported } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import type { Roster } from '../port/roster.ts';
import { SEVERITIES } from '../scenario/terms.ts';
import type { Watcher } from './watched.ts';

/** From this severity on a case may interrupt lesser jobs. */
const SEVERE = SEVERITIES.indexOf('severe');

/** What became of every report, as far as orders and refusals tell. */
export class Cases implements Watcher {
  private readonly reports = new Map<number, Reported>();
  private readonly signed = new Set<number>();
  private readonly decided = new Set<number>();

  heard(notice: Notice, _now: number): void {
    if (notice.type === 'reported') this.reports.set(notice.incident, notice);
    if (notice.type !== 'refused') return;
    const { order } = notice;
    if (order.type === 'sign') this.signed.delete(order.incident);
    if (order.type === 'file' || order.type === 'reject' || order.type === 'merge') this.decided.delete(order.incident);
  }

  ordered(order: Order, _now: number): void {
    if (order.type === 'sign') this.signed.add(order.incident);
    if (order.type === 'file' || order.type === 'reject' || order.type === 'merge') this.decided.add(order.incident);
  }

  unsigned(): Reported[] {
    return [...this.reports.values()].filter(({ incident }) => !this.signed.has(incident));
  }

  undecided(): Reported[] {
    return [...this.reports.values()].filter(({ incident }) => !this.decided.has(incident));
  }
}

interface Wrong {
  readonly why: 'offDuty' | 'atAJob' | 'notNeeded';
  readonly now: number;
  readonly order: Order;
}

/** Who was sent where and is still on it. */
export class Assignments implements Watcher {
  readonly wrong: Wrong[] = [];
  number = 0;
  private readonly roster: Roster;
  private readonly reports = new Map<number, Reported>();
  /** Incidents each crew has been sent to, the one it was sent to last at the end. */
  private readonly jobs = new Map<number, number[]>();
  /** Volunteers who have come. */
  private readonly present = new Set<number>();

  constructor(roster: Roster) {
    this.roster = roster;
  }

  heard(notice: Notice, _now: number): void {
    if (notice.type === 'reported') this.reports.set(notice.incident, notice);
    else if (notice.type === 'refused' && notice.order.type === 'assign') {
      this.over(notice.order.crew, notice.order.incident);
    } else if (notice.type === 'crew') {
      if (notice.status === 'finished' || notice.status === 'declined') this.over(notice.crew, notice.incident);
      else if (notice.status === 'available') this.present.add(notice.crew);
      else if (notice.status === 'offDuty') this.present.delete(notice.crew);
    }
  }

  ordered(order: Order, now: number): void {
    if (order.type === 'close' || order.type === 'reject' || order.type === 'merge') this.ends(order.incident);
    else if (order.type === 'recall') this.jobs.set(order.crew, this.jobs.get(order.crew)?.slice(0, -1) ?? []);
    if (order.type !== 'assign') return;
    this.number++;
    const { crew, incident, purpose } = order;
    const isThere = this.roster.role(crew) === 'volunteer' ? this.present.has(crew) : this.roster.onDuty(crew, now);
    if (!isThere) this.wrong.push({ why: 'offDuty', now, order });
    const jobs = this.jobs.get(crew) ?? [];
    const present = jobs.at(-1);
    if (present !== undefined && !this.interrupts(incident, present)) this.wrong.push({ why: 'atAJob', now, order });
    const needed = purpose === 'handle' ? (this.reports.get(incident)?.crews ?? 0) : 1;
    if (this.sentTo(incident) >= needed) this.wrong.push({ why: 'notNeeded', now, order });
    this.jobs.set(crew, [...jobs, incident]);
  }

  private interrupts(incident: number, present: number): boolean {
    const severity = this.severity(incident);
    return severity >= SEVERE && severity > this.severity(present);
  }

  private severity(incident: number): number {
    return SEVERITIES.indexOf(this.reports.get(incident)?.severity ?? 'minor');
  }

  private sentTo(incident: number): number {
    return [...this.jobs.values()].filter((jobs) => jobs.includes(incident)).length;
  }

  private over(crew: number, incident: number): void {
    const jobs = this.jobs.get(crew);
    if (jobs !== undefined)
      this.jobs.set(
        crew,
        jobs.filter((job) => job !== incident),
      );
  }

  private ends(incident: number): void {
    for (const [crew, jobs] of this.jobs)
      this.jobs.set(
        crew,
        jobs.filter((job) => job !== incident),
      );
  }
}
