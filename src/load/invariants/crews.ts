import { SEVERE } from '../../scenario/terms.ts';
import type { IncidentId } from '../history/record.ts';
import type { Given } from './given.ts';
import type { Incident } from './incidents.ts';
import type { Sent } from './operation.ts';
import { fieldsOf, idOf, numberOf } from './view.ts';

/** Freeing operations of a crew that are remembered; more than could ever matter at once. */
const MOST_FREES = 16;

/** A crew was sent to an incident and is not done there. */
export interface Job {
  readonly crew: number;
  readonly given: Given;
  readonly id: IncidentId;
  /** Lines of the crew's acceptance and of its acknowledgement; the wall time of the latter. */
  accepted: { readonly key: string | undefined; readonly line: number; okLine: number; okAt: number } | undefined;
}

/** An operation that the server may take to free its crew, at some moment from its `invoke` to `okAt`. */
interface Free {
  readonly key: string | undefined;
  readonly line: number;
  okAt: number;
}

interface Crew {
  /** What it is at, the innermost last. */
  jobs: Job[];
  /** What may explain that the server takes it to be free although it is at its jobs. */
  frees: Free[];
  /** It came on duty or went: who is where was in doubt until that was answered. */
  presence: Free | undefined;
  /** Its last word was that it is off duty: to say so again puts nothing in doubt. */
  isOff: boolean;
  /** Simulated time at which its last job ended by its own word. */
  endedAt: number;
}

/** An order to send a crew, against all that the server may know at that moment. */
export interface Assignment {
  readonly given: Given;
  readonly crew: number;
  /** The crew was at this very incident already. */
  readonly again: Job | undefined;
  /** The crew was at another job that this one may not interrupt. */
  readonly busyAt: Job | undefined;
  /** Crews that certainly are at the incident. */
  readonly others: readonly Job[];
  /** How many it needs for that purpose. */
  readonly needed: number;
  /** Its presence was in doubt when the order was given: it had just come or gone. */
  readonly justCameOrWent: boolean;
}

/**
 * Who is at what, as the server must know it. Orders have a sequence, a crew's operations have one; how the two
 * interleave is known only in part. An operation that the crew made before it knew of an order, and that was answered
 * after the order may have been given, may to the server have ended that job. Of all interleavings the one that suits the
 * server best is taken: each order as early as it was possible.
 */
export class Crews {
  private readonly crews = new Map<number, Crew>();
  private readonly at = new Map<Incident, Set<Job>>();

  /** Takes an order to send a crew. */
  assign(given: Given, crewNumber: number): Assignment {
    const { incident, record, after } = given;
    const crew = this.crew(crewNumber);
    const justCameOrWent = crew.presence !== undefined && crew.presence.okAt >= after;
    let top = crew.jobs.at(-1);
    let again = crew.jobs.find((job) => job.given.incident === incident);
    const interrupts = top !== undefined && again === undefined && mayInterrupt(given, top);
    if (top !== undefined && !interrupts && this.explained(crew, top, after)) {
      this.clear(crew);
      top = undefined;
      again = undefined;
    }
    const others = incident === undefined ? [] : this.certainlyAt(incident, crewNumber, after);
    const job: Job = { crew: crewNumber, given, id: record.order.incident ?? -1, accepted: undefined };
    crew.frees = crew.frees.filter(({ okAt }) => okAt >= after);
    crew.jobs.push(job);
    if (incident !== undefined) {
      const jobs = this.at.get(incident) ?? new Set();
      this.at.set(incident, jobs.add(job));
    }
    const needed = record.order.purpose === 'handle' ? (incident?.crews ?? Number.POSITIVE_INFINITY) : 1;
    const busyAt = interrupts || again !== undefined ? undefined : top;
    return { given, crew: crewNumber, again, busyAt, others, needed, justCameOrWent };
  }

  /** A crew tells what it does; a retry is told again. */
  told({ invoke, line }: Sent): void {
    const { crew: number, status, incident, at } = fieldsOf(invoke.body);
    if (typeof number !== 'number') return;
    const crew = this.crew(number);
    const { key } = invoke;
    const id = idOf(incident);
    const told = numberOf(at) ?? Number.NEGATIVE_INFINITY;
    if (status === 'accepted') {
      const job = crew.jobs.findLast((one) => one.id === id);
      if (job !== undefined) job.accepted ??= { key, line, okLine: 0, okAt: Number.POSITIVE_INFINITY };
      return;
    }
    if (status === 'arrived') return;
    const isOver = (job: Job): boolean => job.given.record.applied < told && (id === undefined || job.id === id);
    const over = crew.jobs.filter(isOver);
    for (const job of over) this.end(job);
    if (over.length > 0) crew.endedAt = told;
    const free: Free = { key, line, okAt: Number.POSITIVE_INFINITY };
    const isOff = status === 'offDuty';
    if ((isOff && !crew.isOff) || (status === 'available' && crew.endedAt !== told)) crew.presence = free;
    crew.isOff = isOff;
    if (crew.jobs.length === 0) return;
    crew.frees.push(free);
    if (crew.frees.length > MOST_FREES) crew.frees.shift();
  }

  /** The server has taken what a crew told. */
  heard({ invoke }: Sent, okLine: number, okAt: number): void {
    const crew = this.crews.get(numberOf(fieldsOf(invoke.body).crew) ?? -1);
    if (crew === undefined) return;
    for (const free of [...crew.frees, crew.presence]) {
      if (free !== undefined && free.key === invoke.key) free.okAt = Math.min(free.okAt, okAt);
    }
    for (const { accepted } of crew.jobs) {
      if (accepted === undefined || accepted.key !== invoke.key || accepted.okLine > 0) continue;
      accepted.okLine = okLine;
      accepted.okAt = okAt;
    }
  }

  /** The crew is called off what it was sent to last. */
  recall(number: number): void {
    const job = this.crews.get(number)?.jobs.at(-1);
    if (job !== undefined) this.end(job);
  }

  /** The field would not have the order. */
  refused(given: Given): void {
    const { crew } = given.record.order;
    const job = crew === undefined ? undefined : this.crews.get(crew)?.jobs.find((one) => one.given === given);
    if (job !== undefined) this.end(job);
  }

  /** Nobody need be at an incident any more. */
  over(incident: Incident): void {
    for (const job of this.at.get(incident) ?? []) this.end(job);
  }

  /** Orders were missed: nothing is known of anybody. */
  forget(): void {
    this.crews.clear();
    this.at.clear();
  }

  private crew(number: number): Crew {
    const known = this.crews.get(number);
    if (known !== undefined) return known;
    const crew: Crew = { jobs: [], frees: [], presence: undefined, isOff: false, endedAt: Number.NaN };
    this.crews.set(number, crew);
    return crew;
  }

  /** May the server take the crew to be done with that job, when it gave an order after that time? */
  private explained(crew: Crew, { accepted }: Job, after: number): boolean {
    const explains = accepted !== undefined && accepted.okAt < after ? [] : crew.frees;
    return explains.some(({ line }) => accepted === undefined || line < accepted.line);
  }

  private certainlyAt(incident: Incident, but: number, after: number): Job[] {
    return [...(this.at.get(incident) ?? [])].filter((job) => {
      const crew = this.crews.get(job.crew);
      return job.crew !== but && crew !== undefined && !this.explained(crew, job, after);
    });
  }

  private clear(crew: Crew): void {
    for (const job of [...crew.jobs]) this.end(job);
    crew.frees.shift();
  }

  private end(job: Job): void {
    const crew = this.crew(job.crew);
    crew.jobs = crew.jobs.filter((one) => one !== job);
    const { incident } = job.given;
    const jobs = incident && this.at.get(incident);
    if (incident === undefined || jobs === undefined) return;
    jobs.delete(job);
    if (jobs.size === 0) this.at.delete(incident);
  }
}

/** Only a severe incident calls a crew off a lesser one. */
function mayInterrupt({ incident }: Given, { given }: Job): boolean {
  if (incident === undefined || given.incident === undefined) return true;
  return incident.severity >= SEVERE && incident.severity > given.incident.severity;
}
