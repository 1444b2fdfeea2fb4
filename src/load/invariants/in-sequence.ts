import type { OrderRecord } from '../history/record.ts';

/** So many orders are held back for one that is missing; then it counts as missed. */
const MOST_HELD = 256;

/** Puts orders back into the sequence of their numbers; each number is passed on once. */
export class InSequence {
  private readonly pass: (record: OrderRecord, line: number) => void;
  private next: number | undefined;
  private readonly held = new Map<number, readonly [OrderRecord, number]>();
  private readonly missed = new Set<number>();

  constructor(pass: (record: OrderRecord, line: number) => void) {
    this.pass = pass;
  }

  /** Nothing is held back. */
  get isComplete(): boolean {
    return this.held.size === 0;
  }

  /** More is held back than one should wait for. */
  get isLong(): boolean {
    return this.held.size > MOST_HELD;
  }

  take(record: OrderRecord, line: number): void {
    const { seq } = record;
    this.next ??= seq;
    if (seq < this.next) {
      if (this.missed.delete(seq)) this.pass(record, line);
      return;
    }
    if (!this.held.has(seq)) this.held.set(seq, [record, line]);
    this.passReady();
  }

  /** Passes on what is held back, though something is missing. */
  release(): void {
    for (const seq of [...this.held.keys()].sort((a, b) => a - b)) {
      for (let missing = this.next ?? seq; missing < seq && this.missed.size < MOST_HELD; missing++) {
        this.missed.add(missing);
      }
      this.next = seq;
      this.passReady();
    }
  }

  /** The sequence begins anew with whatever comes. */
  restart(): void {
    this.release();
    this.next = undefined;
  }

  private passReady(): void {
    for (let ready = this.held.get(this.next ?? 0); ready !== undefined; ready = this.held.get(this.next ?? 0)) {
      this.held.delete(this.next ?? 0);
      this.next = ready[0].seq + 1;
      this.pass(...ready);
    }
  }
}
