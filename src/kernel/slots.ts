import { grown } from './grown.ts';
import type { Hasher } from './hash.ts';

const SLOTS = 2 ** 20;

/** A copy of a pool; structured-cloneable. */
export interface SlotPoolState {
  readonly generations: Uint32Array;
  /** Per free slot the one to be taken after it; see `SlotPool`. */
  readonly next: Int32Array;
  readonly head: number;
  readonly size: number;
}

/**
 * Hands out the places of a table's rows, multiples of `width`, and takes them back. The row that was given back last, and
 * is still in the cache, is taken first. Every release starts a new generation of its row, so that a handle kept too long
 * is known to be stale.
 */
export class SlotPool {
  /** Rows in use. */
  size = 0;
  /** Rows ever used: a table needs this many. */
  length = 0;

  private generations: Uint32Array;
  private next: Int32Array;
  private head = -1;
  private readonly width: number;

  constructor(capacity = 64, width = 1) {
    this.width = width;
    this.generations = new Uint32Array(capacity);
    this.next = new Int32Array(capacity);
  }

  /** The place of a free row. Throws a RangeError when 2^20 rows are in use. */
  take(): number {
    this.size++;
    const row = this.head;
    if (row >= 0) {
      this.head = this.next[row];
      return row * this.width;
    }
    if (this.length === SLOTS) throw new RangeError(`more than ${SLOTS} rows in use at once`);
    if (this.length === this.next.length) this.reserve(Math.max(64, 2 * this.length));
    return this.length++ * this.width;
  }

  /** Gives back a row that is in use; its handles become stale. */
  release(slot: number): void {
    const row = slot / this.width;
    this.size--;
    this.generations[row]++;
    this.next[row] = this.head;
    this.head = row;
  }

  /** The name of what a row holds now: number of the row + generation x 2^20, a safe integer. */
  handleOf(slot: number): number {
    const row = slot / this.width;
    return row + this.generations[row] * SLOTS;
  }

  /** The place of a handle's row; -1 when what it named is gone. */
  slotOf(handle: number): number {
    const row = handle & (SLOTS - 1);
    return row < this.length && row + this.generations[row] * SLOTS === handle ? row * this.width : -1;
  }

  snapshot(): SlotPoolState {
    return {
      generations: this.generations.slice(0, this.length),
      next: this.next.slice(0, this.length),
      head: this.head,
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
    this.size = state.size;
  }

  hashInto(hasher: Hasher): void {
    hasher.add(this.generations.subarray(0, this.length)).addNumber(this.size);
    for (let row = this.head; row >= 0; row = this.next[row]) hasher.addNumber(row);
  }

  private reserve(capacity: number): void {
    this.generations = grown(this.generations, capacity);
    this.next = grown(this.next, capacity);
  }
}
