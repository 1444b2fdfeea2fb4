import { grown } from './grown.ts';
import type { Hasher } from './hash.ts';

const SLOTS = 2 ** 20;

/** A copy of a pool; structured-cloneable. */
export interface SlotPoolState {
  readonly generations: Uint32Array;
  /** Per free slot the one to be taken after it; see `SlotPool`. */
  readonly next: Int32Array;
  readonly head: number;
  readonly tail: number;
  readonly size: number;
}

/**
 * Hands out rows 0, 1, 2, ... of a table and takes them back. The row that has been free longest is taken first, and every
 * release starts a new generation of its row, so that a handle kept too long is known to be stale.
 */
export class SlotPool {
  /** Rows in use. */
  size = 0;
  /** Rows ever used: a table needs this many. */
  length = 0;

  private generations: Uint32Array;
  private next: Int32Array;
  private head = -1;
  private tail = -1;

  constructor(capacity = 64) {
    this.generations = new Uint32Array(capacity);
    this.next = new Int32Array(capacity);
  }

  /** A free row. Throws a RangeError when 2^20 rows are in use. */
  take(): number {
    this.size++;
    const slot = this.head;
    if (slot >= 0) {
      this.head = this.next[slot];
      if (this.head < 0) this.tail = -1;
      return slot;
    }
    if (this.length === SLOTS) throw new RangeError(`more than ${SLOTS} rows in use at once`);
    if (this.length === this.next.length) this.reserve(Math.max(64, 2 * this.length));
    return this.length++;
  }

  /** Gives back a row that is in use; its handles become stale. */
  release(slot: number): void {
    this.size--;
    this.generations[slot]++;
    this.next[slot] = -1;
    if (this.tail < 0) this.head = slot;
    else this.next[this.tail] = slot;
    this.tail = slot;
  }

  /** The name of what a row holds now: slot + generation x 2^20, a safe integer. */
  handleOf(slot: number): number {
    return slot + this.generations[slot] * SLOTS;
  }

  /** The row of a handle; -1 when what it named is gone. */
  slotOf(handle: number): number {
    const slot = handle & (SLOTS - 1);
    return slot < this.length && this.handleOf(slot) === handle ? slot : -1;
  }

  snapshot(): SlotPoolState {
    return {
      generations: this.generations.slice(0, this.length),
      next: this.next.slice(0, this.length),
      head: this.head,
      tail: this.tail,
      size: this.size,
    };
  }

  /** Takes over a copy of a snapshot. */
  restore(state: SlotPoolState): void {
    this.length = state.next.length;
    if (this.length > this.next.length) this.reserve(this.length);
    this.generations.set(state.generations);
    this.next.set(state.next);
    this.generations.fill(0, this.length);
    this.head = state.head;
    this.tail = state.tail;
    this.size = state.size;
  }

  hashInto(hasher: Hasher): void {
    hasher.add(this.generations.subarray(0, this.length)).addNumber(this.size);
    for (let slot = this.head; slot >= 0; slot = this.next[slot]) hasher.addNumber(slot);
  }

  private reserve(capacity: number): void {
    this.generations = grown(this.generations, capacity);
    this.next = grown(this.next, capacity);
  }
}
