import type { HistoryRecord, OperationName, WireOrder } from '../../../src/load/history/record.ts';

/** What the town's server may do wrong. */
export const FAULTS = [
  'lose',
  'field',
  'phantom',
  'duplicate',
  'twice',
  'more',
  'busy',
  'offDuty',
  'illegal',
  'stale',
  'unread',
  'reorder',
  'gap',
  'list',
  'account',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Setting {
  readonly seed: number;
  readonly reports: number;
  readonly crews: number;
  /** Share of attempts that time out, half of them done. */
  readonly timeouts: number;
  /** Longest time a message is under way, milliseconds. */
  readonly delay: number;
  /** Share of messages that are kept waiting twenty times as long. */
  readonly stalls: number;
  readonly fault?: Fault;
  /** Chance of the fault each time there is one. */
  readonly rate?: number;
}

interface Kept {
  id: number;
  body: Record<string, unknown>;
  state: string;
  revision: number;
  assigned: number[];
  older: Record<string, unknown> | undefined;
  sent: boolean;
}

interface Crew {
  job: number | undefined;
  pending: (() => void)[];
  sending: boolean;
}

/**
 * A small model of a whole load run: a correct server with message delay, timeouts, retries and broken streams, crews that
 * tell what they do, and the history that a driver would write of it; with one fault on request. A pure function of its
 * setting.
 */
export class Town {
  readonly records: HistoryRecord[] = [];
  faults = 0;
  private readonly setting: Setting;
  private readonly events: { at: number; n: number; run: () => void }[] = [];
  private now = 0;
  private count = 0;
  private state: number;
  private op = 0;
  private seq = 0;
  private ids = 0;
  private revisions = 0;
  private readonly kept = new Map<number, Kept>();
  private readonly keys = new Map<string, unknown>();
  private readonly crews: Crew[];
  /** What the server takes its crews to be at. */
  private readonly believed = new Map<number, number>();
  private readonly waiting: { readonly kept: Kept; readonly purpose: 'handle' }[] = [];
  private streamAt = 0;
  private heldOrder: (() => void) | undefined;
  private readonly needed = new Map<number, number>();

  constructor(setting: Setting) {
    this.setting = setting;
    this.state = setting.seed * 2 + 1;
    this.crews = Array.from({ length: setting.crews }, () => ({ job: undefined, pending: [], sending: false }));
    this.records.push({
      t: 'start',
      version: 1,
      scenario: 'town',
      seed: String(setting.seed),
      backend: 'town',
      speed: 60,
      origin: 0,
      at: '2026-01-01T00:00:00.000Z',
    });
    this.write({ t: 'phase', at: 0, phase: 'load' });
    this.write({ t: 'stream', at: 0, event: 'opened' });
  }

  /** mulberry32 */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let x = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  }

  private wrong(fault: Fault): boolean {
    if (this.setting.fault !== fault || this.random() >= (this.setting.rate ?? 0.05)) return false;
    this.faults++;
    return true;
  }

  private later(delay: number, run: () => void): void {
    this.events.push({ at: this.now + delay, n: this.count++, run });
  }

  private get way(): number {
    const { delay, stalls } = this.setting;
    return this.random() * delay * (this.random() < stalls ? 20 : 1);
  }

  private write(record: HistoryRecord): void {
    this.records.push(record);
  }

  private play(): void {
    while (this.events.length > 0) {
      let first = 0;
      for (let i = 1; i < this.events.length; i++) {
        const [a, b] = [this.events[i], this.events[first]];
        if (a.at < b.at || (a.at === b.at && a.n < b.n)) first = i;
      }
      const [event] = this.events.splice(first, 1);
      this.now = event.at;
      event.run();
    }
  }

  private get simulated(): number {
    return (this.now / 1000) * 60;
  }

  /** Sends with retries until it is answered; `serve` is what the server does, once for each key. */
  private send(
    name: OperationName,
    actor: number | string,
    body: Record<string, unknown>,
    key: string | undefined,
    serve: () => { status: number; body: unknown },
    ended: (answer: unknown) => void,
  ): void {
    const attempt = (tries: number): void => {
      const op = this.op++;
      this.write({ t: 'invoke', op, at: this.now, due: this.now, name, ...(key && { key }), actor, body });
      const timesOut = this.random() < this.setting.timeouts;
      const arrives = !timesOut || this.random() < 0.5;
      const late = timesOut ? this.setting.delay * 30 : 0;
      let given: { status: number; body: unknown } | undefined;
      const done = (): void => {
        const known = key === undefined ? undefined : this.keys.get(key);
        given = known !== undefined && !(name === 'report' && this.wrong('duplicate')) ? (known as never) : serve();
        if (key !== undefined) this.keys.set(key, given);
      };
      if (arrives) this.later(this.way + (this.random() < 0.5 ? late : 0), done);
      if (timesOut) {
        this.later(this.setting.delay * 21, () => {
          this.write({ t: 'unknown', op, at: this.now, why: 'timeout' });
          if (key !== undefined && tries < 6) this.later(5, () => attempt(tries + 1));
          else ended(undefined);
        });
        return;
      }
      const wait = (): void => {
        if (given === undefined) {
          this.later(0.5, wait);
          return;
        }
        const { status, body: answer } = given;
        this.later(this.way, () => {
          this.write({ t: 'ok', op, at: this.now, status, body: answer });
          ended(answer);
        });
      };
      wait();
    };
    attempt(1);
  }

  private order(order: WireOrder, reference: number, taken: () => void, duty?: boolean): void {
    const seq = ++this.seq;
    const { simulated } = this;
    const lost = this.wrong('gap');
    const deliver = (): void => {
      if (lost) return;
      this.write({
        t: 'order',
        at: this.now,
        simulated,
        applied: this.simulated,
        seq,
        order,
        reference,
        ...(duty !== undefined && { duty }),
      });
      taken();
    };
    // One stream: orders leave in their sequence, however long each is under way.
    this.streamAt = Math.max(this.streamAt + 0.01, this.now + this.way);
    const at = this.streamAt - this.now;
    if (this.heldOrder !== undefined) {
      const held = this.heldOrder;
      this.heldOrder = undefined;
      this.later(at, deliver);
      this.later(at + 0.001, held);
    } else if (this.wrong('reorder')) this.heldOrder = deliver;
    else this.later(at, deliver);
  }

  private changed(kept: Kept, change: Partial<Kept>): void {
    kept.older = this.view(kept);
    Object.assign(kept, change);
    kept.revision = ++this.revisions;
  }

  private view(kept: Kept): Record<string, unknown> {
    const { id, body, state, revision, assigned } = kept;
    return { id, ...body, state, revision, assigned: assigned.map((crew) => ({ crew })) };
  }

  private report(reference: number): void {
    const crews = this.random() < 0.2 ? 2 : 1;
    this.needed.set(reference, crews);
    const body = {
      at: this.simulated,
      reference,
      identity: reference,
      kind: 'tree',
      matter: 'green',
      severity: this.random() < 0.1 ? 'severe' : 'minor',
      channel: 'hotline',
      finder: 'resident',
      finderCrew: null,
      micro: 1,
      x: this.random() * 1000,
      y: 2,
      level: 'grid',
      crews,
      handleBy: this.simulated + 3600,
    };
    const take = (): { status: number; body: unknown } => {
      const id = ++this.ids;
      const kept: Kept = {
        id,
        body,
        state: 'reported',
        revision: ++this.revisions,
        assigned: [],
        older: undefined,
        sent: false,
      };
      if (this.wrong('lose')) return { status: 201, body: { id } };
      if (this.wrong('field')) kept.body = { ...body, y: 3 };
      this.kept.set(id, kept);
      if (this.wrong('phantom')) {
        const ghost = ++this.ids;
        this.kept.set(ghost, { ...kept, id: ghost, body: { ...body, reference: 1_000_000 + ghost } });
      }
      this.later(2 + this.random() * 10, () => this.file(kept));
      return { status: 201, body: { id } };
    };
    this.send('report', 'desk', body, `r${reference}`, take, (answer) => {
      const id = (answer as { id?: number } | undefined)?.id;
      if (id === undefined) return;
      for (const wait of [0, 20, 60, 150, 300]) this.later(this.random() * 10 + wait, () => this.read(id));
    });
  }

  private file(kept: Kept): void {
    const reference = kept.body.reference as number;
    this.order({ type: 'sign', incident: kept.id }, reference, () => {});
    if (this.wrong('illegal')) this.order({ type: 'reopen', incident: kept.id }, reference, () => {});
    if (this.random() < 0.1) {
      this.changed(kept, { state: this.wrong('account') ? 'reported' : 'rejected' });
      this.order({ type: 'reject', incident: kept.id }, reference, () => {});
      return;
    }
    this.changed(kept, { state: 'filed' });
    this.order({ type: 'file', incident: kept.id }, reference, () => {});
    this.waiting.push({ kept, purpose: 'handle' });
    this.dispatch();
  }

  private dispatch(): void {
    for (let i = 0; i < this.waiting.length; ) {
      const { kept } = this.waiting[i];
      const needed = this.needed.get(kept.body.reference as number) ?? 1;
      const free = this.crews.flatMap((_, crew) => (this.believed.has(crew) ? [] : [crew])).slice(0, needed);
      if (free.length < needed) {
        i++;
        continue;
      }
      this.waiting.splice(i, 1);
      this.changed(kept, { assigned: free });
      for (const crew of free) this.assign(kept, crew);
      if (this.wrong('twice')) this.assign(kept, free[0]);
      const other = this.crews.findIndex((_, crew) => !this.believed.has(crew));
      if (other >= 0 && this.wrong('more')) this.assign(kept, other);
      const busy = [...this.believed].find(([, at]) => at !== kept.id)?.[0];
      if (busy !== undefined && kept.body.severity === 'minor' && this.wrong('busy')) {
        const seldom = free[0];
        this.believed.delete(seldom);
        this.assign(kept, busy);
      }
    }
  }

  private assign(kept: Kept, crew: number): void {
    this.believed.set(crew, kept.id);
    const reference = kept.body.reference as number;
    const duty = !this.wrong('offDuty');
    const order = { type: 'assign', incident: kept.id, crew, purpose: 'handle' } as const;
    const seq = this.seq + 1;
    this.order(order, reference, () => this.take(kept, crew, seq), duty);
  }

  /** The crew hears of it: it refuses when it is at a job, else accepts and works. */
  private take(kept: Kept, crew: number, seq: number): void {
    const one = this.crews[crew];
    if (one.job !== undefined) {
      const body = { at: this.simulated, order: seq, reason: 'crewTaken' };
      this.send(
        'refusal',
        `refusal ${seq}`,
        body,
        `x${seq}`,
        () => ({ status: 200, body: null }),
        () => {},
      );
      return;
    }
    one.job = kept.id;
    this.later(2 + this.random() * 20, () => {
      this.tell(crew, 'accepted', kept.id, () => {});
      this.later(5 + this.random() * 60, () => this.work(kept, crew));
    });
  }

  private readonly there = new Map<number, number[]>();

  private work(kept: Kept, crew: number): void {
    const there = [...(this.there.get(kept.id) ?? []), crew];
    this.there.set(kept.id, there);
    this.tell(crew, 'arrived', kept.id, () => {});
    if (there.length !== (this.needed.get(kept.body.reference as number) ?? 1)) {
      if (there.length > 1) this.release(kept, crew);
      return;
    }
    for (const each of there) this.release(kept, each);
    const body = { at: this.simulated, incident: kept.id, crew, purpose: 'handle', result: 'handled', expected: 0 };
    const heard = (): { status: number; body: unknown } => {
      if (kept.state === 'filed') {
        this.changed(kept, { state: 'handled', assigned: [] });
        this.later(1 + this.random() * 10, () => {
          this.changed(kept, { state: this.wrong('account') ? 'handled' : 'closed' });
          this.order({ type: 'close', incident: kept.id }, kept.body.reference as number, () => {});
        });
      }
      return { status: 200, body: null };
    };
    this.queue(crew, (over) => this.send('outcome', crew, body, `o${kept.id}`, heard, over));
  }

  private release(kept: Kept, crew: number): void {
    this.tell(crew, 'finished', kept.id, () => {});
    this.crews[crew].job = undefined;
    this.tell(crew, 'available', null, () => {
      // What it told before it knew of its next job says nothing about that one.
      if (this.believed.get(crew) === kept.id) this.believed.delete(crew);
      this.dispatch();
    });
  }

  private tell(crew: number, status: string, incident: number | null, heard: () => void): void {
    const body = { crew, at: this.simulated, status, incident, x: 0, y: 0 };
    const serve = (): { status: number; body: unknown } => {
      heard();
      return { status: 200, body: null };
    };
    const key = `c${this.op}-${this.count++}`;
    this.queue(crew, (over) => this.send('crew', crew, body, key, serve, over));
  }

  private queue(number: number, send: (over: () => void) => void): void {
    const crew = this.crews[number];
    const next = (): void => {
      const first = crew.pending.shift();
      crew.sending = first !== undefined;
      first?.();
    };
    crew.pending.push(() => send(next));
    if (!crew.sending) next();
  }

  private read(id: number, ended: () => void = () => {}): void {
    const serve = (): { status: number; body: unknown } => {
      const kept = this.kept.get(id);
      if (kept === undefined || this.wrong('unread')) return { status: 404, body: null };
      return { status: 200, body: kept.older !== undefined && this.wrong('stale') ? kept.older : this.view(kept) };
    };
    this.send('read', 'desk', { id }, undefined, serve, ended);
  }

  /** Sends what the judge wants read, and waits for all of it. */
  settle(name: 'read' | 'list', body: Record<string, unknown>): void {
    if (name === 'read') {
      this.read(body.id as number);
      return;
    }
    const serve = (): { status: number; body: unknown } => {
      const after = (body.after as number | null) ?? 0;
      const all = [...this.kept.values()]
        .filter((kept) => kept.revision > after)
        .sort((a, b) => a.revision - b.revision);
      const page = all.slice(0, 20);
      const incidents = page.map((kept) =>
        this.wrong('list') ? { ...this.view(kept), assigned: [{ crew: 999 }] } : this.view(kept),
      );
      return { status: 200, body: { incidents, next: page.at(-1)?.revision ?? after, more: all.length > page.length } };
    };
    this.send('list', 'desk', body, undefined, serve, () => {});
  }

  /** Plays the load until nothing happens any more. */
  load(): void {
    for (let i = 0; i < this.setting.reports; i++) this.later(i * 8 * this.random(), () => this.report(5000 + i));
    this.play();
    this.heldOrder?.();
    this.heldOrder = undefined;
    this.write({ t: 'phase', at: this.now, phase: 'drain' });
    this.write({ t: 'phase', at: this.now, phase: 'settle' });
  }

  /** One round of settling reads. */
  round(reads: readonly { readonly name: 'read' | 'list'; readonly body: object }[]): void {
    this.now += 1;
    for (const { name, body } of reads) this.settle(name, body as Record<string, unknown>);
    this.play();
  }

  end(): void {
    this.write({ t: 'end', at: this.now, reason: 'done' });
  }
}
