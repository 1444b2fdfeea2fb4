import type { Field } from '../field/field.ts';
import type { Backend, Exchange, Push } from '../port/backend.ts';
import type { Notice } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import { WALL_CLOCK, type WallClock } from './wall-clock.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** Milliseconds of catching up after which everybody else gets a turn. */
const TURN = 8;

interface Pushed {
  /** Simulated time at which the orders came in. */
  readonly at: number;
  readonly orders: readonly Order[];
}

/**
 * Lets a field live at the pace of the wall clock: `speed` simulated seconds a wall second, with pauses. A backend that
 * answers at once has its orders applied at the notices' own time, as in virtual time. A promise does not stop the
 * clock: its orders are applied at the simulated time at which it is kept, and so are orders handed to `push`. Calls of
 * `exchange` never overlap; what comes about meanwhile is handed over with the next one. Time begins to pass with the
 * first `runUntil`, where the field stands, and goes on between the calls; one call at a time.
 */
export class PacedDriver {
  private readonly field: Field;
  private readonly backend: Backend;
  private readonly clock: WallClock;
  /** At wall time `anchorWall` (milliseconds) it was simulated time `anchor`; NaN before the start. */
  private anchorWall = Number.NaN;
  private anchor: number;
  private pace: number;
  private halted = false;
  /** Wall time at which the pause began, and milliseconds of all pauses before. */
  private haltedAt = 0;
  private haltedFor = 0;
  private wake = Number.NEGATIVE_INFINITY;
  private busy = false;
  /** Simulated time at which the last promise was kept: the backend was not free to be called before. */
  private free = Number.NEGATIVE_INFINITY;
  private pushed: Pushed[] = [];
  private held: Notice[] = [];
  private goal = Number.NEGATIVE_INFINITY;
  private finish: ((fault?: unknown) => void) | undefined;
  private fault: unknown;
  private callOff: () => void = () => {};

  constructor(field: Field, backend: Backend, speed: number, clock: WallClock = WALL_CLOCK) {
    this.field = field;
    this.backend = backend;
    this.clock = clock;
    this.pace = speed;
    this.anchor = field.now;
  }

  /** Where a backend's own orders come in. */
  readonly push: Push = (orders) => {
    this.pushed.push({ at: this.simulated, orders });
    this.hurry();
  };

  /** Simulated time now; the field may lag behind it by what has not been worked off. */
  get simulated(): number {
    if (this.halted || Number.isNaN(this.anchorWall)) return this.anchor;
    return this.anchor + ((this.clock.now() - this.anchorWall) / 1000) * this.pace;
  }

  get speed(): number {
    return this.pace;
  }

  get paused(): boolean {
    return this.halted;
  }

  /** Wall time, in the clock's milliseconds, that leaves out pauses. */
  get running(): number {
    return (this.halted ? this.haltedAt : this.clock.now()) - this.haltedFor;
  }

  /**
   * Wall time, in the clock's milliseconds, of a simulated time since the speed was last changed. In a pause what is yet
   * to come is at Infinity, and what comes about nevertheless (orders that come in) comes about now.
   */
  wallOf(simulated: number): number {
    if (this.halted) return simulated > this.anchor ? NEVER : this.clock.now();
    return this.anchorWall + ((simulated - this.anchor) / this.pace) * 1000;
  }

  /** Throws a RangeError unless 0 < speed < Infinity. */
  setSpeed(speed: number): void {
    if (!(speed > 0 && speed < NEVER)) throw new RangeError(`no speed: ${speed}`);
    this.catchUp(NEVER);
    this.moveAnchor();
    this.pace = speed;
    this.hurry();
  }

  pause(): void {
    if (this.halted) return;
    this.catchUp(NEVER);
    this.moveAnchor();
    this.halted = true;
    this.haltedAt = this.clock.now();
  }

  resume(): void {
    if (!this.halted) return;
    this.moveAnchor();
    this.halted = false;
    this.haltedFor += this.clock.now() - this.haltedAt;
    this.hurry();
  }

  /**
   * Resolves when the field has come to that simulated time and all that came about has been handed over, unless the
   * backend is still at an earlier exchange. Rejects with what the backend throws.
   */
  runUntil(until: number): Promise<void> {
    if (Number.isNaN(this.anchorWall)) this.anchorWall = this.clock.now();
    this.goal = until;
    return new Promise((resolve, reject) => {
      this.finish = (fault) => {
        this.finish = undefined;
        this.callOff();
        if (fault === undefined) resolve();
        else reject(fault);
      };
      if (this.fault !== undefined) this.finish(this.fault);
      this.hurry();
    });
  }

  /** Ends a `runUntil` that is under way, at the time that it has come to. */
  stop(): void {
    this.finish?.();
  }

  private moveAnchor(): void {
    this.anchor = this.simulated;
    this.anchorWall = this.clock.now();
  }

  /** Works off what is due as soon as whoever runs now is done. */
  private hurry(): void {
    this.callOff();
    if (this.finish !== undefined) this.callOff = this.clock.after(0, this.turn);
  }

  private readonly turn = (): void => {
    try {
      const caughtUp = this.catchUp(this.clock.now() + TURN);
      if (this.finish === undefined) return;
      if (caughtUp && this.field.now >= this.goal) this.finish();
      else this.callOff = this.clock.after(caughtUp ? this.untilNext() : 0, this.turn);
    } catch (fault) {
      this.fail(fault);
    }
  };

  /** Milliseconds until something is to be done. */
  private untilNext(): number {
    const next = Math.min(this.field.world.queue.peekTime(), this.nextCall(), this.goal);
    return Math.max(0, this.wallOf(next) - this.clock.now());
  }

  /** Brings the field to the present, at the latest until a wall time; whether it is there. */
  private catchUp(deadline: number): boolean {
    const { field } = this;
    const until = Math.max(field.now, Math.min(this.simulated, this.goal));
    while (!this.isAt(until)) {
      if (!field.hasNotices()) {
        field.advance(Math.min(this.pushed[0]?.at ?? NEVER, this.nextCall(), until));
      }
      while (this.pushed.length > 0 && this.pushed[0].at <= field.now) {
        const { orders } = this.pushed.shift() as Pushed;
        field.apply(orders);
      }
      if (field.hasNotices()) this.held.push(...field.takeNotices());
      if (field.now >= this.nextCall()) this.handOver();
      if (this.clock.now() > deadline) return this.isAt(until);
    }
    return true;
  }

  private isAt(until: number): boolean {
    const { field, pushed } = this;
    if (field.now < until || field.hasNotices()) return false;
    return !(pushed.length > 0 && pushed[0].at <= until) && this.nextCall() > until;
  }

  /** Simulated time at which the backend is to be called next, as far as is known; the past for at once. */
  private nextCall(): number {
    if (this.busy) return NEVER;
    return this.held.length > 0 ? this.free : Math.max(this.wake, this.free);
  }

  private handOver(): void {
    const notices = this.held;
    this.held = [];
    const answer = this.backend.exchange(notices, this.field.now);
    if (!(answer instanceof Promise)) {
      this.wake = answer.wake ?? NEVER;
      this.field.apply(answer.orders);
      return;
    }
    this.busy = true;
    answer.then(this.take, this.fail);
  }

  private readonly take = ({ orders, wake }: Exchange): void => {
    this.busy = false;
    this.free = this.simulated;
    this.wake = wake ?? NEVER;
    this.push(orders);
  };

  /** Between two calls of `runUntil` there is nobody to be told: the next one is. */
  private readonly fail = (fault: unknown): void => {
    this.fault = fault;
    this.finish?.(fault);
  };
}
