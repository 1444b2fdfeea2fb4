import { grown } from './grown.ts';
import { halve } from './halve.ts';
import type { Hasher } from './hash.ts';
import { EventHeap } from './heap.ts';
import type { QueueState } from './queue-state.ts';

const NEVER = Number.POSITIVE_INFINITY;
const LARGEST_SEQ = 2 ** 32 - 1;
/** A longer list is not sorted by insertion but spread over a rung of its own. */
const LONGEST_RUN = 32;
const RUNGS = 8;

/**
 * Pending events in order of time; ties leave in the order in which they came. A ladder queue (Tang, Goh and Thng, "Ladder
 * queue: an O(1) priority queue structure for large-scale discrete event simulation", ACM TOMACS 15, 2005), faster
 * than a heap as an event is touched a few times only, mostly next to its neighbours:
 *
 * - Events later than `horizon` wait unsorted in one list. When nothing earlier is left, its earlier half is spread over
 *   the buckets of a first rung, and `horizon` becomes its latest time.
 * - A bucket reached with too many events is spread over a finer rung, and so on; others are sorted into the run that
 *   `pop` takes from.
 * - Events for a bucket already reached go to a heap, as does what the rungs cannot part: nothing costs more than a heap.
 *
 * All lists start with the newest event. Every spreading keeps that order, so sorting need not look at sequence numbers.
 */
export class EventQueue {
  /** Number of pending events. */
  size = 0;
  /** The event last popped: its time, its payload (int32) and its sequence number. */
  time = 0;
  payload = 0;
  seq = 0;
  private nextSeq = 1;

  /** Per node its time, and in the same 16 bytes as words 2 and 3 its sequence number and payload. Node 0 is none. */
  private times: Float64Array;
  private words: Int32Array;
  /** The next node of the list that a node is in; apart from the nodes, as lists are walked from cache. */
  private next: Int32Array;
  private free = 0;
  private used = 1;

  /** The next events in order, and after the last of them `NEVER`. */
  private runTimes = new Float64Array(2 * LONGEST_RUN).fill(NEVER);
  private runNodes = new Int32Array(2 * LONGEST_RUN);
  private runAt = 0;
  private readonly late = new EventHeap();
  private rungs = 0;
  /** Per rung: earliest time, buckets per second, first bucket not reached yet, last bucket, and where its lists start. */
  private readonly bases = new Float64Array(RUNGS);
  private readonly rates = new Float64Array(RUNGS);
  private readonly reached = new Float64Array(RUNGS);
  private readonly lasts = new Float64Array(RUNGS);
  private readonly starts = new Int32Array(RUNGS + 1);
  /** The first node of each bucket's list. */
  private heads = new Int32Array(1024);

  private horizon = Number.NEGATIVE_INFINITY;
  private beyond = 0;
  /** `capacity`: pending events to make room for at first. */
  constructor(capacity = 1024) {
    this.times = new Float64Array(2 * (capacity + 1));
    this.words = new Int32Array(this.times.buffer);
    this.next = new Int32Array(capacity + 1);
  }

  /**
   * Adds an event with an int32 payload; returns its sequence number, 1 for the first. Throws a RangeError on a time of
   * NaN or Infinity and after 2^32 - 1 pushes.
   */
  push(time: number, payload: number): number {
    const seq = this.nextSeq;
    if (seq > LARGEST_SEQ) throw new RangeError('an event queue takes at most 2^32 - 1 events in its life');
    if (time <= this.horizon) {
      const { bases, rates, reached, lasts, rungs } = this;
      let rung = 0;
      for (; rung < rungs; rung++) {
        const bucket = Math.min((time - bases[rung]) * rates[rung], lasts[rung]);
        if (bucket >= reached[rung]) {
          const head = this.starts[rung] + (bucket | 0);
          this.heads[head] = this.node(time, seq, payload, this.heads[head]);
          break;
        }
      }
      if (rung === rungs) this.late.push(time, seq, payload);
    } else {
      if (!(time < NEVER)) throw new RangeError(`an event cannot be at ${time}`);
      this.beyond = this.node(time, seq, payload, this.beyond);
    }
    this.nextSeq = seq + 1;
    this.size++;
    return seq;
  }

  /** Takes the earliest event out and into `time`, `payload` and `seq`; false, and these unchanged, when there is none. */
  pop(): boolean {
    return this.size > 0 && this.popUntil(Number.MAX_VALUE);
  }

  /** As `pop`, but only an event at `until` or before. */
  popUntil(until: number): boolean {
    if (!(this.peekTime() <= until)) return false;
    const { late, runAt } = this;
    const time = this.runTimes[runAt];
    // Of equal times the run's are older: what is late was pushed after the run was made.
    if (time <= late.time) {
      const node = this.runNodes[runAt];
      this.runAt = runAt + 1;
      this.time = time;
      this.seq = this.words[4 * node + 2] >>> 0;
      this.payload = this.words[4 * node + 3];
      this.release(node);
    } else {
      this.time = late.time;
      this.seq = late.seq;
      this.payload = late.payload;
      late.drop();
    }
    this.size--;
    return true;
  }

  /** Events ever added. */
  get pushed(): number {
    return this.nextSeq - 1;
  }

  /** Time of the earliest event; Infinity when there is none. */
  peekTime(): number {
    const time = Math.min(this.runTimes[this.runAt], this.late.time);
    if (time < NEVER || this.size === 0) return time;
    this.advance();
    return Math.min(this.runTimes[this.runAt], this.late.time);
  }

  /** Forgets all, also the numbering. */
  clear(): void {
    this.size = 0;
    this.nextSeq = 1;
    this.free = 0;
    this.used = 1;
    this.runAt = 0;
    this.runTimes[0] = NEVER;
    this.late.clear();
    this.rungs = 0;
    this.horizon = Number.NEGATIVE_INFINITY;
    this.beyond = 0;
  }

  /** What is pending, whatever the way it came about: queues that will pop the same have the same snapshot. */
  snapshot(): QueueState {
    const { size, time, payload, seq } = this;
    const times = new Float64Array(size);
    const seqs = new Uint32Array(size);
    const payloads = new Int32Array(size);
    for (let i = 0; this.pop(); i++) {
      times[i] = this.time;
      seqs[i] = this.seq;
      payloads[i] = this.payload;
    }
    const state = { times, seqs, payloads, nextSeq: this.nextSeq };
    this.restore(state);
    Object.assign(this, { time, payload, seq });
    return state;
  }

  /** Takes over a copy of a snapshot: what follows pops as it would have where that was taken. */
  restore(state: QueueState): void {
    this.clear();
    const { times, seqs, payloads } = state;
    for (let i = 0; i < times.length; i++) this.beyond = this.node(times[i], seqs[i], payloads[i], this.beyond);
    this.size = times.length;
    this.nextSeq = state.nextSeq;
  }

  /** Adds what `snapshot` would hold. */
  hashInto(hasher: Hasher): void {
    const state = this.snapshot();
    hasher.add(state.times).add(state.seqs).add(state.payloads).addNumber(state.nextSeq);
  }

  /** A node for an event, put before `list`. */
  private node(time: number, seq: number, payload: number, list: number): number {
    let node = this.free;
    if (node !== 0) this.free = this.next[node];
    else node = this.used++;
    if (node === this.next.length) this.grow();
    this.times[2 * node] = time;
    this.words[4 * node + 2] = seq;
    this.words[4 * node + 3] = payload;
    this.next[node] = list;
    return node;
  }

  private release(node: number): void {
    this.next[node] = this.free;
    this.free = node;
  }

  /** Fills the empty run or heap with the next events. */
  private advance(): void {
    while (this.runTimes[this.runAt] === NEVER && this.late.size === 0) {
      const rung = this.rungs - 1;
      if (rung < 0) {
        const [near, far] = halve(this.beyond, this.times, this.next, this.size);
        this.beyond = far;
        this.horizon = this.open(near);
        continue;
      }
      const { heads, starts } = this;
      const end = starts[rung + 1];
      let head = starts[rung] + this.reached[rung];
      while (head < end && heads[head] === 0) head++;
      this.reached[rung] = head + 1 - this.starts[rung];
      if (head === end) this.rungs = rung;
      else this.open(heads[head]);
    }
  }

  /** Makes a run, a rung or, if neither will do, late events of a list. Returns its latest time. */
  private open(list: number): number {
    const { times, next } = this;
    let earliest = NEVER;
    let latest = Number.NEGATIVE_INFINITY;
    let count = 0;
    let oldest = 0;
    for (let node = list; node !== 0; count++) {
      const time = times[2 * node];
      if (time < earliest) earliest = time;
      if (time > latest) latest = time;
      const after = next[node];
      next[node] = oldest;
      oldest = node;
      node = after;
    }
    const rate = count / (latest - earliest);
    if (count <= LONGEST_RUN || earliest === latest) this.sort(oldest, count);
    else if (this.rungs < RUNGS && rate > 0 && rate < NEVER) this.spread(oldest, count, earliest, rate);
    else this.makeLate(oldest);
    return latest;
  }

  /** Sorts a list, oldest event first, into the run; equal times stay in their order. */
  private sort(oldest: number, count: number): void {
    if (count >= this.runTimes.length) {
      this.runTimes = grown(this.runTimes, 2 * count);
      this.runNodes = grown(this.runNodes, 2 * count);
    }
    const { times, next, runTimes, runNodes } = this;
    let end = 0;
    for (let node = oldest; node !== 0; node = next[node]) {
      const time = times[2 * node];
      let i = end++;
      for (; i > 0 && runTimes[i - 1] > time; i--) {
        runTimes[i] = runTimes[i - 1];
        runNodes[i] = runNodes[i - 1];
      }
      runTimes[i] = time;
      runNodes[i] = node;
    }
    runTimes[end] = NEVER;
    this.runAt = 0;
  }

  /** Spreads a list, oldest event first, over the buckets of a new rung: one bucket per event on average. */
  private spread(oldest: number, buckets: number, base: number, rate: number): void {
    const rung = this.rungs++;
    const start = this.starts[rung];
    this.bases[rung] = base;
    this.rates[rung] = rate;
    this.reached[rung] = 0;
    this.lasts[rung] = buckets - 1;
    this.starts[rung + 1] = start + buckets;
    if (start + buckets > this.heads.length) this.heads = grown(this.heads, 2 * (start + buckets));
    const { times, next, heads } = this;
    heads.fill(0, start, start + buckets);
    for (let node = oldest; node !== 0; ) {
      const after = next[node];
      const head = start + (Math.min((times[2 * node] - base) * rate, buckets - 1) | 0);
      next[node] = heads[head];
      heads[head] = node;
      node = after;
    }
  }

  private makeLate(oldest: number): void {
    for (let node = oldest; node !== 0; ) {
      const after = this.next[node];
      this.late.push(this.times[2 * node], this.words[4 * node + 2] >>> 0, this.words[4 * node + 3]);
      this.release(node);
      node = after;
    }
  }

  private grow(): void {
    this.times = grown(this.times, 2 * this.times.length);
    this.words = new Int32Array(this.times.buffer);
    this.next = grown(this.next, 2 * this.next.length);
  }
}
