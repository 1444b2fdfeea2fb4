import type { Field } from '../../src/field/field.ts';
import type { Observer } from '../../src/field/observer.ts';
import { END, FLAG } from '../../src/field/state.ts';
import type { Notice } from '../../src/port/notices.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { HOUR } from '../port/setting.ts';
import type { Watcher } from '../port/watched.ts';

type Stand = 'latent' | 'waiting' | 'filed';

interface Job {
  readonly slot: number;
  onSite: boolean;
}

interface CrewStand {
  /** Ordered and not yet accepted; -1 = none. */
  order: number;
  /** Innermost last. */
  readonly jobs: Job[];
  spellEnd: number;
}

/** Watches a whole run, keeps its own books, and writes down whatever breaks a law. */
export class Ledger implements Observer, Watcher {
  readonly broken: string[] = [];
  readonly books = { occurred: 0, reported: 0, filed: 0, rejected: 0, closed: 0, merged: 0, unseen: 0 };
  readonly apart = { duplicates: 0, falseAlarms: 0, endedApart: 0 };
  /** Incidents, false alarms and further reports that are in the field now, by slot. */
  readonly live = new Map<number, Stand>();
  private readonly crews = new Map<number, CrewStand>();
  private readonly cameAt = new Map<number, number>();
  private readonly stay: number;
  private field: Field | undefined;

  constructor(scenario: Scenario) {
    this.stay = scenario.staffing.volunteers.stayHours * HOUR;
  }

  watch(field: Field): void {
    this.field = field;
  }

  private get world(): Field['world'] {
    if (this.field === undefined) throw new Error('the ledger watches no field yet');
    return this.field.world;
  }

  private expect(law: boolean, what: string): void {
    if (!law) this.broken.push(what);
  }

  private flags(slot: number): { real: boolean; duplicate: boolean } {
    const flags = this.world.incidents.flags[slot];
    return { real: (flags & (FLAG.duplicate | FLAG.falseAlarm)) === 0, duplicate: (flags & FLAG.duplicate) !== 0 };
  }

  occurred(slot: number, now: number): void {
    this.expect(!this.live.has(slot), `slot ${slot} was given out twice at ${now}`);
    this.live.set(slot, 'latent');
    this.books.occurred++;
    this.expect(this.world.incidents.occurred[slot] === now, 'an incident occurs at its own time');
  }

  reported(slot: number, now: number): void {
    const { real, duplicate } = this.flags(slot);
    if (real) this.books.reported++;
    else if (duplicate) this.apart.duplicates++;
    else this.apart.falseAlarms++;
    this.expect(this.live.has(slot) === real, `only a real incident was there before its report (${now})`);
    this.live.set(slot, 'waiting');
  }

  escalated(slot: number, now: number): void {
    this.expect(this.live.get(slot) === 'latent', `only what is latent escalates (${now})`);
    const severity = this.world.incidents.severity[slot];
    this.expect(severity >= 1 && severity <= 3, `severity ${severity}`);
  }

  filed(slot: number, now: number): void {
    this.expect(this.live.get(slot) === 'waiting', `filed out of turn at ${now}`);
    this.live.set(slot, 'filed');
    if (this.flags(slot).real) this.books.filed++;
  }

  reopened(slot: number, now: number): void {
    this.expect(this.live.get(slot) === 'filed', `reopened out of turn at ${now}`);
  }

  ended(slot: number, end: number, now: number): void {
    const name = (['closed', 'rejected', 'merged', 'unseen'] as const)[end];
    if (this.flags(slot).real) this.books[name]++;
    else this.apart.endedApart++;
    this.expect((this.live.get(slot) === 'latent') === (end === END.unseen), `ended as ${name} out of turn at ${now}`);
    this.live.delete(slot);
    this.timesInOrder(slot, now);
    // Whoever is on it is free without a word.
    for (const crew of this.crews.values()) {
      if (crew.order === slot) crew.order = -1;
      const at = crew.jobs.findIndex((job) => job.slot === slot);
      if (at >= 0) crew.jobs.splice(at, 1);
    }
  }

  private timesInOrder(slot: number, now: number): void {
    const { occurred, reported, signed, filed, ordered, accepted, arrived, handled } = this.world.incidents;
    for (const columns of [
      [occurred, reported, signed, filed],
      [reported, ordered, accepted, arrived, handled],
      [filed, handled],
    ]) {
      const times = columns.map((column) => column[slot]).filter((time) => !Number.isNaN(time));
      for (let i = 0; i < times.length; i++) {
        const next = i + 1 < times.length ? times[i + 1] : now;
        this.expect(
          times[i] >= 0 && times[i] <= next,
          `times of an incident out of order: ${times.join(' ')} | ${now}`,
        );
      }
    }
  }

  visited(_crew: number, micro: number, now: number): void {
    this.expect(micro >= 0 && micro < this.world.city.microX.length, `a visit to micro-grid ${micro} at ${now}`);
  }

  spent(crew: number, activity: number, from: number, to: number): void {
    const stand = this.stand(crew);
    this.expect(activity >= 0 && activity <= 5, `activity ${activity}`);
    this.expect(from === stand.spellEnd && to > from, `crew ${crew}: a spell ${from}-${to} after ${stand.spellEnd}`);
    stand.spellEnd = to;
  }

  sampled(): void {}

  contacts(number: number): void {
    this.expect(number >= 0, `${number} contacts`);
  }

  crewEvent(name: Parameters<Observer['crewEvent']>[0], crew: number, slot: number, now: number): void {
    const stand = this.stand(crew);
    const top = stand.jobs.at(-1);
    const what = `crew ${crew} ${name} at ${now}`;
    if (name === 'ordered') {
      this.expect(stand.order === -1, `${what}: two orders at once`);
      stand.order = slot;
    } else if (name === 'accepted') {
      this.expect(stand.order === slot, `${what}: was not ordered`);
      this.expect(this.isOnDuty(crew, now), `${what}: off duty`);
      const { severity } = this.world.incidents;
      if (top !== undefined) {
        this.expect(severity[slot] >= 2 && severity[slot] > severity[top.slot], `${what}: two jobs at once`);
        top.onSite = false;
      }
      stand.order = -1;
      stand.jobs.push({ slot, onSite: false });
    } else if (name === 'declined') {
      this.expect(stand.order === slot, `${what}: was not ordered`);
      stand.order = -1;
    } else if (name === 'arrived') {
      this.expect(top !== undefined && top.slot === slot && !top.onSite, `${what}: is somewhere else`);
      if (top !== undefined) top.onSite = true;
    } else if (name === 'dropped') {
      const at = stand.jobs.findIndex((job) => job.slot === slot);
      if (stand.order === slot) stand.order = -1;
      else if (at >= 0) stand.jobs.splice(at, 1);
    } else this.finished(stand, slot, what);
  }

  /** Where there is nothing, those still on their way have finished too. */
  private finished(stand: CrewStand, slot: number, what: string): void {
    const at = stand.jobs.findIndex((job) => job.slot === slot);
    if (this.flags(slot).real) this.expect(at >= 0 && stand.jobs[at].onSite, `${what}: was not there`);
    if (at >= 0) stand.jobs.splice(at, 1);
    else if (stand.order === slot) stand.order = -1;
  }

  private isOnDuty(crew: number, now: number): boolean {
    const { roster } = this.world;
    if (!roster.onDuty(crew, now)) return false;
    if (roster.role(crew) !== 'volunteer') return true;
    const came = this.cameAt.get(crew);
    return came !== undefined && now >= came && now <= came + this.stay;
  }

  private stand(crew: number): CrewStand {
    const known = this.crews.get(crew);
    if (known !== undefined) return known;
    const stand: CrewStand = { order: -1, jobs: [], spellEnd: 0 };
    this.crews.set(crew, stand);
    return stand;
  }

  heard(notice: Notice, now: number): void {
    for (const [key, value] of Object.entries(notice)) {
      if (typeof value === 'number') this.expect(Number.isFinite(value), `${notice.type}.${key} is ${value}`);
    }
    this.expect(notice.at >= 0 && notice.at <= now, `told at ${now} of what comes at ${notice.at}`);
    if (
      notice.type === 'crew' &&
      notice.status === 'available' &&
      this.world.roster.role(notice.crew) === 'volunteer'
    ) {
      const came = this.cameAt.get(notice.crew);
      if (came === undefined || now > came + this.stay) this.cameAt.set(notice.crew, now);
    }
  }

  /** The laws of counting, on the field's own counts and on these books. */
  count(): void {
    if (this.field === undefined) return;
    const counts = this.field.counts();
    const at = `at ${this.field.now}: ${JSON.stringify(counts)}`;
    for (const value of Object.values(counts)) this.expect(value >= 0 && Number.isInteger(value), `a count ${at}`);
    const { occurred, reported, filed, closed, rejected, unseen } = counts;
    this.expect(
      occurred >= reported && reported >= filed && filed >= closed,
      `occurred >= reported >= filed >= closed ${at}`,
    );
    for (const name of ['occurred', 'reported', 'filed', 'closed', 'rejected', 'unseen'] as const) {
      this.expect(counts[name] === this.books[name], `${name}: ${this.books[name]} were seen ${at}`);
    }
    this.expect(counts.duplicates === this.apart.duplicates, `duplicates ${at}`);
    this.expect(counts.falseAlarms === this.apart.falseAlarms, `false alarms ${at}`);
    this.expect(this.books.merged === 0, `a real incident was lost in another ${at}`);
    const real = { latent: 0, waiting: 0, filed: 0 };
    for (const [slot, stand] of this.live) if (this.flags(slot).real) real[stand]++;
    this.expect(reported === real.waiting + rejected + filed, `reported = waiting + rejected + filed ${at}`);
    this.expect(real.filed === filed - closed, `open = filed - closed ${at}`);
    this.expect(real.latent === occurred - reported - unseen, `latent = occurred - reported - unseen ${at}`);
  }
}
