/** Wall time as a paced driver sees it; tests bring one that need not wait. */
export interface WallClock {
  /** Milliseconds from any fixed point; never goes back. */
  now(): number;
  /** Calls once after so many milliseconds, not before this function has returned; the result calls it off. */
  after(milliseconds: number, call: () => void): () => void;
}

/** A longer wait would overflow the timers of Node. */
const LONGEST = 2 ** 31 - 1;

export const WALL_CLOCK: WallClock = {
  now: () => performance.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, Math.min(Math.max(0, Math.ceil(milliseconds)), LONGEST));
    return () => clearTimeout(timer);
  },
};
