import type { Backend, Capabilities, Exchange } from '../port/backend.ts';
import type { Notice, Reported } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import { SEVERE, SEVERITIES } from '../scenario/terms.ts';

/** What to do with who comes while nobody of the list is free. */
export type WhenBusy = 'wait' | 'lose' | 'preempt';

interface Case {
  readonly incident: number;
  readonly severity: number;
  /** Crews, the preferred first. */
  readonly preference: readonly number[];
}

/**
 * Sends the first free crew of a fixed list for each place, as Larson's hypercube model has it. Who finds nobody free waits
 * (severe ones first, then by time), is lost, or, if severe, takes a crew off a lesser job, which resumes it afterwards.
 */
export class CrewsByPreference implements Backend {
  readonly capabilities: Capabilities = {
    verbs: ['file', 'reject', 'assign', 'close'],
    notices: ['reported', 'outcome', 'refused'],
  };
  private readonly preferences: (micro: number) => readonly number[];
  private readonly whenBusy: WhenBusy;
  /** Jobs of each crew, the interrupted ones first. */
  private readonly jobs = new Map<number, Case[]>();
  private urgent: Case[] = [];
  private lesser: Case[] = [];
  private orders: Order[] = [];

  constructor(preferences: (micro: number) => readonly number[], whenBusy: WhenBusy) {
    this.preferences = preferences;
    this.whenBusy = whenBusy;
  }

  start(): void {}

  exchange(notices: readonly Notice[]): Exchange {
    this.orders = [];
    for (const notice of notices) {
      if (notice.type === 'reported') this.open(notice);
      else if (notice.type === 'outcome') this.close(notice.incident, notice.crew);
      else if (notice.type === 'refused' && notice.order.type === 'assign') this.takeBack(notice.order.crew);
    }
    return { orders: this.orders };
  }

  stop(): void {}

  private open({ incident, severity, micro }: Reported): void {
    const item = { incident, severity: SEVERITIES.indexOf(severity), preference: this.preferences(micro) };
    const crew = this.free(item) ?? (this.whenBusy === 'preempt' ? this.atLesserJob(item) : undefined);
    if (crew !== undefined) this.send(crew, item);
    else if (this.whenBusy === 'lose') this.orders.push({ type: 'reject', incident, reason: 'nobody free' });
    else (item.severity >= SEVERE ? this.urgent : this.lesser).push(item);
  }

  private free({ preference }: Case): number | undefined {
    return preference.find((crew) => this.jobsOf(crew).length === 0);
  }

  private atLesserJob({ preference, severity }: Case): number | undefined {
    if (severity < SEVERE) return undefined;
    return preference.find((crew) => (this.jobsOf(crew).at(-1)?.severity ?? severity) < severity);
  }

  private jobsOf(crew: number): Case[] {
    const known = this.jobs.get(crew);
    if (known !== undefined) return known;
    const none: Case[] = [];
    this.jobs.set(crew, none);
    return none;
  }

  private send(crew: number, item: Case): void {
    this.jobsOf(crew).push(item);
    const { incident } = item;
    this.orders.push({ type: 'file', incident }, { type: 'assign', incident, crew, purpose: 'handle' });
  }

  /** Two cases of one instant: the crew has not yet seen the first order, so the second waits at the head of the line. */
  private takeBack(crew: number): void {
    const item = this.jobsOf(crew).pop();
    if (item !== undefined) (item.severity >= SEVERE ? this.urgent : this.lesser).unshift(item);
  }

  private close(incident: number, crew: number): void {
    this.orders.push({ type: 'close', incident });
    const jobs = this.jobsOf(crew);
    const index = jobs.findIndex((item) => item.incident === incident);
    if (index >= 0) jobs.splice(index, 1);
    const [next] = jobs.length === 0 || this.whenBusy === 'preempt' ? this.waitingFor(crew, jobs.at(-1)) : [];
    if (next !== undefined) this.send(crew, next);
  }

  /** Takes the next case that the crew may be sent to now out of its queue. */
  private waitingFor(crew: number, current: Case | undefined): Case[] {
    for (const queue of [this.urgent, this.lesser]) {
      if (queue === this.lesser && current !== undefined) return [];
      const index = queue.findIndex(({ preference }) => preference.includes(crew));
      if (index >= 0) return queue.splice(index, 1);
    }
    return [];
  }
}
