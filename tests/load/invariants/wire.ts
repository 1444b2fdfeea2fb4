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

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * What lies between the town's people and its server: a clock, messages that take their time, get lost and are sent again,
 * the stream of orders, and the history that a driver would write of it all. A pure function of its setting.
 */
export class Wire {
  readonly records: HistoryRecord[] = [];
  faults = 0;
  protected readonly setting: Setting;
  protected now = 0;
  protected count = 0;
  protected op = 0;
  protected seq = 0;
  private readonly events: { at: number; n: number; run: () => void }[] = [];
  private state: number;
  private readonly keys = new Map<string, Answer>();
  private streamAt = 0;
  private heldOrder: (() => void) | undefined;

  constructor(setting: Setting) {
    this.setting = setting;
    this.state = setting.seed * 2 + 1;
    this.write({
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
  protected random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let x = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  }

  protected wrong(fault: Fault): boolean {
    if (this.setting.fault !== fault || this.random() >= (this.setting.rate ?? 0.05)) return false;
    this.faults++;
    return true;
  }

  protected later(delay: number, run: () => void): void {
    this.events.push({ at: this.now + delay, n: this.count++, run });
  }

  private get way(): number {
    const { delay, stalls } = this.setting;
    return this.random() * delay * (this.random() < stalls ? 20 : 1);
  }

  protected write(record: HistoryRecord): void {
    this.records.push(record);
  }

  protected play(): void {
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

  protected get simulated(): number {
    return (this.now / 1000) * 60;
  }

  /** Sends with retries until it is answered; `serve` is what the server does, once for each key. */
  protected send(
    name: OperationName,
    actor: number | string,
    body: Record<string, unknown>,
    key: string | undefined,
    serve: () => Answer,
    ended: (answer: unknown) => void,
  ): void {
    const attempt = (tries: number): void => {
      const op = this.op++;
      this.write({ t: 'invoke', op, at: this.now, due: this.now, name, ...(key && { key }), actor, body });
      const timesOut = this.random() < this.setting.timeouts;
      const arrives = !timesOut || this.random() < 0.5;
      const late = timesOut ? this.setting.delay * 30 : 0;
      let given: Answer | undefined;
      const done = (): void => {
        const known = key === undefined ? undefined : this.keys.get(key);
        given = known !== undefined && !(name === 'report' && this.wrong('duplicate')) ? known : serve();
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

  protected order(order: WireOrder, reference: number, taken: () => void, duty?: boolean): void {
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

  /** An order that waited for the next one to overtake it, and there was none. */
  protected deliverHeld(): void {
    this.heldOrder?.();
    this.heldOrder = undefined;
  }
}
