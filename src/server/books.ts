import {
  type AssignmentState,
  type IncidentState,
  OVER,
  type SequencedOrder,
  type WireIncident,
  type WireReport,
} from '../backend/http/api.ts';
import type { CrewStatus, Outcome } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import { ProblemError } from './problem-error.ts';

type Incident = { -readonly [K in keyof WireIncident]: WireIncident[K] };

/** Where the counters of an exercise begin: they rise over exercises, so that an old cursor is never mistaken for a new one. */
export interface Counters {
  readonly incident: number;
  readonly revision: number;
  readonly order: number;
}

/** Orders that change an incident's state. */
const CHANGING: readonly Order['type'][] = ['file', 'reject', 'merge', 'close', 'reopen'];
const MOST_INCIDENTS = 2_000_000;

/** What such an order changes. */
type Stage = Pick<Incident, 'state' | 'into' | 'filedAt' | 'handledAt' | 'endedAt' | 'assigned'>;

/** What the server shows of an exercise: every report and what has become of it, and every order. */
export class Books {
  private readonly from: Counters;
  private readonly incidents = new Map<number, Incident>();
  /** Incident that changed at each revision. */
  private readonly changes: number[] = [];
  private readonly orders: SequencedOrder[] = [];
  /** For each order that changes an incident's state what it was before. */
  private readonly before: (Stage | undefined)[] = [];
  /** The incidents each crew is sent to, the one it is at (or ordered to) last. */
  private readonly jobs = new Map<number, number[]>();

  constructor(from: Counters) {
    this.from = from;
  }

  get counters(): Counters {
    return { incident: this.from.incident + this.incidents.size, revision: this.revision, order: this.lastOrder };
  }

  get lastOrder(): number {
    return this.from.order + this.orders.length;
  }

  private get revision(): number {
    return this.from.revision + this.changes.length;
  }

  accept(report: WireReport, now: number): WireIncident {
    if (this.incidents.size >= MOST_INCIDENTS) throw new ProblemError('busy', 'the exercise has too many incidents');
    const id = this.from.incident + this.incidents.size + 1;
    const incident: Incident = {
      id,
      ...report,
      state: 'reported',
      into: null,
      acceptedAt: now,
      signedAt: null,
      filedAt: null,
      handledAt: null,
      endedAt: null,
      assigned: [],
      revision: 0,
    };
    this.incidents.set(id, incident);
    this.changed(incident);
    return incident;
  }

  incident(id: number): WireIncident {
    const found = this.incidents.get(id);
    if (found === undefined) throw new ProblemError('notFound', `there is no incident ${id}`);
    return found;
  }

  /** Incidents that changed after a revision, in the order of their last change. */
  incidentsAfter(cursor: number, limit: number): { incidents: WireIncident[]; next: number; more: boolean } {
    const { from, changes } = this;
    const incidents: WireIncident[] = [];
    let next = Math.max(cursor, from.revision);
    for (; next < this.revision && incidents.length < limit; next++) {
      const incident = this.incidents.get(changes[next - from.revision]);
      if (incident?.revision === next + 1) incidents.push(incident);
    }
    return { incidents, next, more: next < this.revision };
  }

  /** Orders after a sequence number. Throws a ProblemError with the newest one where it is none of this exercise's. */
  ordersAfter(cursor: number, limit: number): SequencedOrder[] {
    const last = this.lastOrder;
    if (cursor !== 0 && (cursor < this.from.order || cursor > last))
      throw new ProblemError('expired', `order ${cursor} is none of this exercise`, { last });
    const begin = Math.max(0, cursor - this.from.order);
    return this.orders.slice(begin, begin + limit);
  }

  /** The order of that number, in this exercise. */
  order(seq: number): SequencedOrder {
    const found = this.orders[seq - this.from.order - 1];
    if (found === undefined) throw new ProblemError('notFound', `there is no order ${seq}`);
    return found;
  }

  /** Numbers an order and books what it does. */
  ordered(order: Order, at: number): SequencedOrder {
    const incident = 'incident' in order ? this.incidents.get(order.incident) : undefined;
    const sequenced = { seq: this.lastOrder + 1, at, order, reference: incident?.reference ?? null };
    this.orders.push(sequenced);
    this.before.push(incident && CHANGING.includes(order.type) ? stageOf(incident) : undefined);
    if (order.type === 'recall') this.leave(order.crew, this.jobs.get(order.crew)?.at(-1));
    else if (incident !== undefined) this.carryOut(incident, sequenced, at);
    return sequenced;
  }

  private carryOut(incident: Incident, { seq, order }: SequencedOrder, at: number): void {
    if (order.type === 'sign') incident.signedAt ??= at;
    else if (order.type === 'file') {
      incident.state = 'filed';
      incident.filedAt = at;
    } else if (order.type === 'reopen') {
      incident.state = 'filed';
      incident.handledAt = null;
    } else if (order.type === 'reject') this.end(incident, 'rejected', at);
    else if (order.type === 'close') this.end(incident, 'closed', at);
    else if (order.type === 'merge') {
      incident.into = order.into;
      this.end(incident, 'merged', at);
    } else if (order.type === 'assign') {
      const { crew, purpose } = order;
      const jobs = this.jobs.get(crew) ?? [];
      this.setState(crew, jobs.at(-1), 'interrupted');
      this.jobs.set(crew, [...jobs.filter((job) => job !== incident.id), incident.id]);
      const others = incident.assigned.filter((assignment) => assignment.crew !== crew);
      incident.assigned = [...others, { crew, purpose, state: 'ordered', order: seq }];
    }
    this.changed(incident);
  }

  /** An order did not fit: what it did is undone. */
  refused({ seq, order }: SequencedOrder): void {
    const incident = 'incident' in order ? this.incidents.get(order.incident) : undefined;
    if (incident === undefined) return;
    const before = this.before[seq - this.from.order - 1];
    if (order.type === 'assign') this.leave(order.crew, order.incident);
    else if (before !== undefined) this.bringBack(incident, before);
    this.changed(incident);
  }

  /** Crews that it had left are at it again, below whatever they were sent to meanwhile. */
  private bringBack(incident: Incident, { assigned, ...stage }: Stage): void {
    Object.assign(incident, stage);
    const left = assigned.filter(({ crew }) => !incident.assigned.some((now) => now.crew === crew));
    for (const { crew } of left) this.jobs.set(crew, [incident.id, ...(this.jobs.get(crew) ?? [])]);
    incident.assigned = [...incident.assigned, ...left];
  }

  crew(crew: number, status: CrewStatus, incident: number): void {
    if (status === 'accepted' || status === 'arrived') this.setState(crew, incident, status);
    else if (status === 'finished' || status === 'declined') this.leave(crew, incident);
  }

  outcome({ at, incident: id, purpose, result }: Omit<Outcome, 'type'>): void {
    const incident = this.incidents.get(id);
    if (incident === undefined || OVER.includes(incident.state)) return;
    const isHandled = purpose === 'handle' && (result === 'handled' || result === 'notFound');
    if (!isHandled || incident.state !== 'filed') return;
    incident.state = 'handled';
    incident.handledAt = at;
    this.changed(incident);
  }

  private end(incident: Incident, state: IncidentState, at: number): void {
    incident.state = state;
    incident.endedAt = at;
    for (const { crew } of incident.assigned) this.leave(crew, incident.id);
  }

  private setState(crew: number, id: number | undefined, state: AssignmentState): void {
    const incident = id === undefined ? undefined : this.incidents.get(id);
    if (!incident?.assigned.some((assignment) => assignment.crew === crew)) return;
    incident.assigned = incident.assigned.map((a) => (a.crew === crew ? { ...a, state } : a));
    this.changed(incident);
  }

  /** A crew is no longer at an incident, and goes back to the one it was called away from. */
  private leave(crew: number, id: number | undefined): void {
    const incident = id === undefined ? undefined : this.incidents.get(id);
    if (!incident?.assigned.some((assignment) => assignment.crew === crew)) return;
    incident.assigned = incident.assigned.filter((assignment) => assignment.crew !== crew);
    const jobs = this.jobs.get(crew)?.filter((job) => job !== id) ?? [];
    if (jobs.length === 0) this.jobs.delete(crew);
    else this.jobs.set(crew, jobs);
    const below = this.incidents.get(jobs.at(-1) ?? 0)?.assigned.find((assignment) => assignment.crew === crew);
    if (below?.state === 'interrupted') this.setState(crew, jobs.at(-1), 'accepted');
    this.changed(incident);
  }

  private changed(incident: Incident): void {
    this.changes.push(incident.id);
    incident.revision = this.revision;
  }
}

function stageOf({ state, into, filedAt, handledAt, endedAt, assigned }: Incident): Stage {
  return { state, into, filedAt, handledAt, endedAt, assigned };
}
