import { grown } from '../../kernel/grown.ts';
import { type Window, within } from './window.ts';

const LIVE = 1;
const MEMBER = 2;

/** Which real incidents are alive, and which of them the run must follow because one of their clocks started in the window. */
export class Cohort {
  /** Members that are not done. */
  pending = 0;
  private state = new Uint8Array(8192);
  private readonly window: Window;
  /** What slots are multiples of. */
  private readonly width: number;

  constructor(window: Window, width: number) {
    this.window = window;
    this.width = width;
  }

  occurred(slot: number, now: number): void {
    const row = slot / this.width;
    if (row >= this.state.length) this.state = grown(this.state, Math.max(row + 1, 2 * this.state.length));
    this.state[row] = LIVE;
    this.started(slot, now);
  }

  /** Once it is reported after the window, none of its clocks that are still to start counts. */
  reported(slot: number, now: number): void {
    if (now >= this.window.to) this.leave(slot);
    else this.started(slot, now);
  }

  /** A clock of the incident may have started. */
  started(slot: number, now: number): void {
    const row = slot / this.width;
    if (this.state[row] !== LIVE || !within(this.window, now)) return;
    this.state[row] |= MEMBER;
    this.pending++;
  }

  ended(slot: number): void {
    this.leave(slot);
    this.state[slot / this.width] = 0;
  }

  /** Slots of the real incidents that are alive. */
  *live(): Generator<number> {
    for (let row = 0; row < this.state.length; row++) if (this.state[row] !== 0) yield row * this.width;
  }

  private leave(slot: number): void {
    const row = slot / this.width;
    if ((this.state[row] & MEMBER) === 0) return;
    this.state[row] &= ~MEMBER;
    this.pending--;
  }
}
