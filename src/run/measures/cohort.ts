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

  constructor(window: Window) {
    this.window = window;
  }

  occurred(slot: number, now: number): void {
    if (slot >= this.state.length) this.state = grown(this.state, Math.max(slot + 1, 2 * this.state.length));
    this.state[slot] = LIVE;
    this.started(slot, now);
  }

  /** Once it is reported after the window, none of its clocks that are still to start counts. */
  reported(slot: number, now: number): void {
    if (now >= this.window.to) this.leave(slot);
    else this.started(slot, now);
  }

  /** A clock of the incident may have started. */
  started(slot: number, now: number): void {
    if (this.state[slot] !== LIVE || !within(this.window, now)) return;
    this.state[slot] |= MEMBER;
    this.pending++;
  }

  ended(slot: number): void {
    this.leave(slot);
    this.state[slot] = 0;
  }

  /** Slots of the real incidents that are alive. */
  *live(): Generator<number> {
    for (let slot = 0; slot < this.state.length; slot++) if (this.state[slot] !== 0) yield slot;
  }

  private leave(slot: number): void {
    if ((this.state[slot] & MEMBER) === 0) return;
    this.state[slot] &= ~MEMBER;
    this.pending--;
  }
}
