import type { HttpAnswer } from '../backend/http/transport.ts';
import type { TransportError } from '../backend/http/transport-error.ts';
import type { Carrier } from './carrier.ts';
import { type Failure, failureOfAnswer, failureOfTransport } from './failure.ts';
import type { Journal } from './journal.ts';
import { type Operation, SETTLING } from './operation.ts';
import type { Recorder } from './recorder.ts';
import type { Throttle } from './throttle.ts';
import type { Wire } from './wire.ts';

/** When an operation with a key is sent again: after so many milliseconds, each time twice as many, while it lasts. [A] */
const RETRY = { first: 250, most: 4000, until: 30_000 } as const;

export interface SenderSetting {
  readonly carrier: Carrier;
  readonly wire: Wire;
  readonly recorder: Recorder;
  readonly journal: Journal;
  /** Most operations under way at once. */
  readonly maxInFlight: number;
  /** Where the backend is another machine. */
  readonly throttle?: Throttle | undefined;
  /** No more may be sent. */
  readonly onSpent?: () => void;
  /** A report was taken, or a token stands for an id now, as this answer says. */
  readonly onCreated?: (name: 'report' | 'token', answer: unknown) => void;
  /** `performance.now()` at which the history's time begins. */
  readonly zero: number;
}

/** An operation on its way, over all its attempts. */
interface Way {
  readonly operation: Operation;
  attempt: number;
  /** Since when nothing but this generator keeps it from being sent, milliseconds of `performance.now()`. */
  ready: number;
  firstSent: number;
  /** It waited for the throttle. */
  held: boolean;
}

/**
 * Sends operations when they are due: those of one actor one after another, no more than `maxInFlight` at once. Whoever
 * waits for one of the two is sent as soon as it can be; its wait counts in its response time.
 */
export class Sender {
  inFlight = 0;
  /** Operations that had to wait for one of the `maxInFlight` places. */
  heldBack = 0;
  private readonly setting: SenderSetting;
  /** Per lane with an operation on its way: what waits for it. */
  private readonly lanes = new Map<number | string, Operation[]>();
  private readonly places: Way[] = [];
  private readonly pauses = new Set<NodeJS.Timeout>();
  /** What is on the wire, waits for a place, or for another attempt. */
  private readonly ways = new Set<Way>();
  private pending = 0;
  private lastNumber = 0;
  private closed = false;
  private halted = false;
  private throttled: NodeJS.Timeout | undefined;
  private idleCalls: (() => void)[] = [];

  constructor(setting: SenderSetting) {
    this.setting = setting;
  }

  /** Due and not on the wire: in a queue, or before another attempt. */
  get waiting(): number {
    return this.pending - this.inFlight;
  }

  /** To be called when its time has come. */
  submit(operation: Operation): void {
    if (this.closed) return;
    this.setting.recorder.due(operation);
    this.pending++;
    const lane = laneOf(operation);
    const queue = this.lanes.get(lane);
    if (queue !== undefined) {
      queue.push(operation);
      return;
    }
    this.lanes.set(lane, []);
    this.start(operation, operation.due);
  }

  /** Resolves when nothing is on its way or waiting. */
  idle(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.idleCalls.push(resolve);
    });
  }

  /**
   * Takes nothing more, sends nothing more. `count`: what is not over counts as failed, and as slow as it has been so far,
   * for it was due; else it is forgotten.
   */
  close(count: boolean): void {
    if (count && !this.closed) this.countUnfinished();
    this.closed = true;
    for (const pause of this.pauses) clearTimeout(pause);
    this.pauses.clear();
    clearTimeout(this.throttled);
    this.places.length = 0;
    for (const queue of this.lanes.values()) queue.length = 0;
    this.pending = this.inFlight;
    this.tellIdle();
  }

  private start(operation: Operation, ready: number): void {
    const way = { operation, attempt: 1, ready, firstSent: Number.NaN, held: false };
    this.ways.add(way);
    this.place(way);
  }

  private countUnfinished(): void {
    const { recorder } = this.setting;
    const now = performance.now();
    for (const operation of [...this.ways].map((way) => way.operation).concat(...this.lanes.values())) {
      recorder.failed(operation, 'unfinished');
      recorder.ended(operation, false, now - operation.due);
    }
  }

  private place(way: Way): void {
    const { maxInFlight, journal, throttle } = this.setting;
    const pause = this.throttled === undefined ? (throttle?.wait(performance.now()) ?? 0) : 1;
    if (this.inFlight < maxInFlight && !journal.full && !this.halted && pause === 0) {
      this.send(way);
      return;
    }
    this.places.push(way);
    if (this.inFlight >= maxInFlight) this.heldBack++;
    else if (throttle !== undefined && pause > 0) this.waitForThrottle(way, throttle, pause);
    else this.waitForJournal();
  }

  private waitForThrottle(way: Way, throttle: Throttle, milliseconds: number): void {
    if (!way.held) throttle.held++;
    way.held = true;
    // A timer may come a millisecond early.
    this.throttled ??= setTimeout(() => {
      this.throttled = undefined;
      this.fillPlaces(false);
    }, Math.ceil(milliseconds) + 1);
  }

  private waitForJournal(): void {
    if (this.halted) return;
    this.halted = true;
    const goOn = (): void => {
      this.halted = false;
      this.fillPlaces(false);
    };
    // A file that fails ends the load, by whoever writes it.
    this.setting.journal.drained().then(goOn, goOn);
  }

  /** `freed`: a place became free just now, so whoever gets it was not kept waiting by the generator. */
  private fillPlaces(freed: boolean): void {
    const { maxInFlight, throttle } = this.setting;
    while (this.places.length > 0 && this.inFlight < maxInFlight && !this.halted) {
      const now = performance.now();
      const pause = throttle?.wait(now) ?? 0;
      const [way] = this.places as [Way];
      if (throttle !== undefined && pause > 0) {
        this.waitForThrottle(way, throttle, pause);
        return;
      }
      this.places.shift();
      if (freed && !way.held) way.ready = now;
      this.send(way);
    }
  }

  private send(way: Way): void {
    const { operation, attempt } = way;
    const { carrier, wire, recorder, journal, zero } = this.setting;
    const body = operation.body();
    const request = body && wire.request(operation.name, body, operation.key);
    const now = performance.now();
    if (body === undefined || request === undefined || !this.allowed(operation, now)) {
      this.over(way, undefined);
      return;
    }
    const number = ++this.lastNumber;
    const { name, key, actor, due } = operation;
    recorder.sent(operation, attempt);
    const at = Math.max(0, now - zero);
    const invoke = { t: 'invoke', op: number, at, due: Math.max(0, due - zero), name, key, actor, body } as const;
    journal.take(invoke, request.said);
    if (attempt === 1) way.firstSent = now;
    this.inFlight++;
    const { timeout } = operation;
    carrier.send(timeout === undefined ? request : { ...request, timeout }, (error, answer, sentAt = now) => {
      if (way.attempt === 1) recorder.lateBy(operation, Math.max(0, sentAt - Math.max(due, way.ready)));
      this.answered(way, number, error, answer);
    });
  }

  private allowed({ actor }: Operation, now: number): boolean {
    const { throttle, onSpent } = this.setting;
    if (throttle === undefined) return true;
    const counts = actor !== SETTLING;
    if (counts && throttle.isSpent) {
      throttle.unsent++;
      return false;
    }
    throttle.take(now, counts);
    if (counts && throttle.isSpent) onSpent?.();
    return true;
  }

  private answered(way: Way, op: number, error: TransportError | undefined, answer: HttpAnswer | undefined): void {
    const { wire, recorder, journal, zero } = this.setting;
    const { operation } = way;
    const now = performance.now();
    const at = now - zero;
    this.inFlight--;
    const read = answer && wire.read(operation.name, answer);
    if (answer !== undefined && read !== undefined) {
      recorder.answered(operation, answer.endedAt - answer.writtenAt);
      if (!this.closed) recorder.ended(operation, true, answer.endedAt - operation.due);
      journal.take({ t: 'ok', op, at, status: answer.status, body: read.body }, read.text);
      const { name } = operation;
      if ((name === 'report' || name === 'token') && read.body !== null) this.setting.onCreated?.(name, read.body);
      this.over(way, read.body);
    } else {
      const failure = error ? failureOfTransport(error) : failureOfAnswer(answer as HttpAnswer);
      if (!this.closed) recorder.failed(operation, failure.kind);
      if (answer !== undefined) recorder.answered(operation, answer.endedAt - answer.writtenAt);
      const { sure, why, status } = failure;
      journal.take({ t: sure ? 'fail' : 'unknown', op, at, why, ...(status !== undefined && { status }) });
      if (!this.again(way, failure, now)) {
        if (!this.closed) recorder.ended(operation, false, now - operation.due);
        this.over(way, undefined);
      }
    }
    this.fillPlaces(true);
  }

  /** Sends it again after a pause, if that is allowed; its actor waits. */
  private again(way: Way, failure: Failure, now: number): boolean {
    if (this.closed || way.operation.key === undefined || !failure.again) return false;
    const wait = Math.min(RETRY.first * 2 ** (way.attempt - 1), RETRY.most);
    if (now + wait - way.firstSent > RETRY.until) return false;
    const pause = setTimeout(() => {
      this.pauses.delete(pause);
      way.attempt++;
      way.ready = performance.now();
      this.place(way);
    }, wait);
    this.pauses.add(pause);
    return true;
  }

  private over(way: Way, answer: unknown): void {
    const { operation } = way;
    this.ways.delete(way);
    operation.ended?.(answer);
    if (!this.closed) this.pending--;
    const lane = laneOf(operation);
    const queue = this.lanes.get(lane);
    const next = queue?.shift();
    if (next === undefined) this.lanes.delete(lane);
    else this.start(next, Math.max(next.due, performance.now()));
    if (this.closed) this.pending = this.inFlight;
    this.tellIdle();
  }

  private tellIdle(): void {
    if (this.pending > 0) return;
    for (const call of this.idleCalls.splice(0)) call();
  }
}

function laneOf({ lane, actor }: Operation): number | string {
  return lane ?? actor;
}
