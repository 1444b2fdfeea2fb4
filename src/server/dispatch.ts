import type { SequencedOrder } from '../backend/http/api.ts';
import { DAY } from '../kernel/time.ts';
import type { Backend, Exchange } from '../port/backend.ts';
import type { Ground } from '../port/ground.ts';
import type { Notice, NoticeName } from '../port/notices.ts';
import type { OrderType } from '../port/orders.ts';
import type { Roster } from '../port/roster.ts';
import { Books } from './books.ts';
import type { Answer, Command } from './command.ts';
import { Crews } from './crews.ts';
import { Keys } from './keys.ts';
import { noticeOf, type Terms } from './notice.ts';
import { Places } from './places.ts';
import { ProblemError, unfit } from './problem-error.ts';

/** Smallest step of a paced clock between two turns, seconds: no two turns have the same time. */
const TICK = 1e-6;
/** Longest a stepped clock may step at once, seconds. */
const LONGEST_STEP = 31 * DAY;

/** A backend of the port that answers at once: the one that decides. */
export interface Decider extends Pick<Backend, 'capabilities'> {
  start(ground: Ground, roster: Roster, clock: { startDate: string; speed: number }): void;
  exchange(notices: readonly Notice[], now: number): Exchange;
}

type Clock =
  | { readonly type: 'stepped' }
  /** It was `origin` at `since`, Unix milliseconds; a speed of 0 stands still. */
  | { readonly type: 'paced'; readonly speed: number; readonly origin: number; readonly since: number };

/**
 * One exercise, from provisioning to its end: takes commands, asks the decider, keeps the books. Synchronous, and the same
 * commands at the same times give the same orders, whatever the wall clock did in between.
 */
export class Dispatch {
  books = new Books({ incident: 0, revision: 0, order: 0 });
  state: 'none' | 'provisioning' | 'running' = 'none';
  private readonly makeDecider: () => Decider;
  private readonly terms: Terms;
  private decider: Decider;
  private wanted: ReadonlySet<NoticeName>;
  private keys = new Keys();
  private places = new Places();
  private crews = new Crews('1970-01-05');
  private startDate = '1970-01-05';
  private clock: Clock = { type: 'stepped' };
  private last = 0;
  private wake = Number.POSITIVE_INFINITY;
  private notices: Notice[] = [];
  private fresh: SequencedOrder[] = [];

  constructor(makeDecider: () => Decider, terms: Terms) {
    this.makeDecider = makeDecider;
    this.terms = terms;
    this.decider = makeDecider();
    this.wanted = new Set(this.decider.capabilities.notices);
  }

  get verbs(): readonly OrderType[] {
    return this.decider.capabilities.verbs;
  }

  /** Simulated time at a moment of the wall clock (Unix milliseconds); never goes back. */
  now(wall: number): number {
    const { clock } = this;
    if (this.state !== 'running' || clock.type === 'stepped') return this.last;
    return Math.max(this.last, clock.origin + ((wall - clock.since) / 1000) * clock.speed);
  }

  /** The time of a turn that begins now: later than all before it. */
  turnTime(wall: number): number {
    return this.clock.type === 'paced' ? Math.max(this.now(wall), this.last + TICK) : this.last;
  }

  /** Unix milliseconds at which something is due; Infinity where nothing is, or time stands still. */
  get dueAt(): number {
    const { clock } = this;
    if (this.state !== 'running' || clock.type === 'stepped' || clock.speed === 0) return Number.POSITIVE_INFINITY;
    return clock.since + ((this.wake - clock.origin) / clock.speed) * 1000;
  }

  /** Orders since the last call. */
  takeOrders(): SequencedOrder[] {
    return this.fresh.splice(0);
  }

  /** Whatever is due before `now` happens at its own time. Call it before a turn, and when something is due. */
  advance(now: number): void {
    if (this.state !== 'running' || this.clock.type === 'stepped') return;
    this.passUntil(now);
  }

  /** The command with all that it depends on and that is forgotten by it: what has to be kept to do it again. */
  complete(command: Command): Command {
    if (command.name !== 'exercise') return command;
    return { ...command, body: { ...command.body, from: this.books.counters } };
  }

  /** Carries out a command; throws a ProblemError and changes nothing where it cannot be. */
  apply(command: Command, now: number): Answer & { readonly repeated: boolean } {
    const known = this.keys.find(command);
    if (known !== undefined) return { ...known, status: 200, repeated: true };
    const answer = this.carryOut(command, now);
    this.keys.keep(command, answer);
    return { ...answer, repeated: false };
  }

  /** The end of a turn: the decider hears what was told in it. */
  endTurn(now: number): void {
    if (this.clock.type === 'paced' && this.notices.length > 0) this.exchange(now);
  }

  private carryOut(command: Command, now: number): Answer {
    switch (command.name) {
      case 'exercise':
        return this.begin(command.body);
      case 'places':
        this.expect('provisioning');
        return { status: 200, body: { rows: this.places.add(command.body) } };
      case 'crews':
        this.expect('provisioning');
        return { status: 200, body: { rows: this.crews.add(command.body.from, command.body.rows, this.places) } };
      case 'start':
        return this.start(command.body);
      case 'step':
        return this.step(command.body.now);
      case 'speed':
        return this.changeSpeed(command.body);
      default:
        this.expect('running');
        return this.hear(command, now);
    }
  }

  private begin({ id, startDate, from }: Extract<Command, { name: 'exercise' }>['body']): Answer {
    this.books = new Books(from ?? this.books.counters);
    this.keys = new Keys();
    this.places = new Places();
    this.crews = new Crews(startDate);
    this.startDate = startDate;
    this.clock = { type: 'stepped' };
    this.last = 0;
    this.wake = Number.POSITIVE_INFINITY;
    this.notices = [];
    this.state = 'provisioning';
    return { status: 200, body: { id } };
  }

  private start({ origin, clock, startedAt }: Extract<Command, { name: 'start' }>['body']): Answer {
    this.expect('provisioning');
    if (this.places.rows.micro.length === 0) throw new ProblemError('conflict', 'no places have been provisioned');
    this.clock = clock.type === 'paced' ? { ...clock, origin, since: startedAt } : clock;
    this.last = origin;
    this.decider = this.makeDecider();
    const speed = clock.type === 'paced' ? clock.speed : Number.POSITIVE_INFINITY;
    this.decider.start(this.places.ground(), this.crews, { startDate: this.startDate, speed });
    this.state = 'running';
    if (clock.type === 'paced') this.exchange(origin);
    return { status: 200, body: { now: origin } };
  }

  private step(now: number): Answer {
    this.expect('running');
    if (this.clock.type !== 'stepped') throw new ProblemError('conflict', 'the clock is paced: it goes by itself');
    if (now < this.last) throw unfit('now', `time does not go back: it is ${this.last}`);
    if (now - this.last > LONGEST_STEP) throw unfit('now', `at most ${LONGEST_STEP} seconds at once`);
    this.passUntil(now);
    this.exchange(now);
    const { wake } = this;
    return { status: 200, body: { now, wake: Number.isFinite(wake) ? wake : null, last: this.books.lastOrder } };
  }

  /** Whoever asks may be ahead: the time between is then skipped. */
  private changeSpeed({ speed, now: asked, changedAt }: Extract<Command, { name: 'speed' }>['body']): Answer {
    this.expect('running');
    if (this.clock.type !== 'paced') throw new ProblemError('conflict', 'the clock is stepped: it has no speed');
    const own = this.now(changedAt);
    if (asked - own > LONGEST_STEP) throw unfit('now', `at most ${LONGEST_STEP} seconds ahead: it is ${own}`);
    const origin = Math.max(own, asked);
    this.clock = { type: 'paced', speed, origin, since: changedAt };
    return { status: 200, body: { now: origin } };
  }

  private hear(command: Command, now: number): Answer {
    const { books } = this;
    const told = noticeOf(command, books, this.crews.crews, this.places.rows.micro.length, this.terms);
    let body: object = { now };
    if (told.type === 'reported') {
      const incident = books.accept(told.report, now);
      this.tell({ ...told.notice, incident: incident.id });
      body = { id: incident.id, reference: incident.reference, now };
    } else if (told.type === 'refused') {
      books.refused(told.order);
      this.tell(told.notice);
    } else if (told.type === 'crew') {
      books.crew(told.notice.crew, told.notice.status, told.notice.incident);
      this.tell(told.notice);
    } else if (told.type === 'outcome') {
      books.outcome(told.notice);
      this.tell(told.notice);
    }
    return { status: told.type === 'reported' ? 201 : 200, body };
  }

  private tell(notice: Notice): void {
    if (this.wanted.has(notice.type === 'crew' ? notice.status : notice.type)) this.notices.push(notice);
  }

  private passUntil(now: number): void {
    while (this.wake < now) {
      const due = this.wake;
      this.take(this.decider.exchange([], due), due);
    }
  }

  private exchange(now: number): void {
    const notices = this.notices;
    this.notices = [];
    this.take(this.decider.exchange(notices, now), now);
  }

  private take({ orders, wake }: Exchange, now: number): void {
    this.last = now;
    this.wake = wake ?? Number.POSITIVE_INFINITY;
    for (const order of orders) this.fresh.push(this.books.ordered(order, now));
  }

  private expect(state: 'provisioning' | 'running'): void {
    if (this.state !== state) throw new ProblemError('conflict', `the exercise is not ${state}, but ${this.state}`);
  }
}
