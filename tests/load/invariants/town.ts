import { type Answer, type Setting, Wire } from './wire.ts';

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
 * A small model of a whole load run: a correct server behind a wire, and crews that tell what they do; with one fault on
 * request.
 */
export class Town extends Wire {
  private ids = 0;
  private revisions = 0;
  private readonly kept = new Map<number, Kept>();
  private readonly crews: Crew[];
  /** What the server takes its crews to be at. */
  private readonly believed = new Map<number, number>();
  private readonly waiting: { readonly kept: Kept; readonly purpose: 'handle' }[] = [];
  private readonly needed = new Map<number, number>();

  constructor(setting: Setting) {
    super(setting);
    this.crews = Array.from({ length: setting.crews }, () => ({ job: undefined, pending: [], sending: false }));
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
    const take = (): Answer => {
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
    const heard = (): Answer => {
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
    const serve = (): Answer => {
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
    const serve = (): Answer => {
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
    const serve = (): Answer => {
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
    this.deliverHeld();
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
