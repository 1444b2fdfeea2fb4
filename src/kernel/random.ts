import seedrandom from 'seedrandom';
import { threefry4x32Parity } from './threefry.ts';

/** So many values a word has. */
export const UINT32 = 4_294_967_296;

/**
 * Keyed draws: every number is a pure function of (seed, replication, purpose, id, attempt), so that no draw depends on
 * how many were made before. Threefry4x32 with 13 rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011); the counter words are [replication, purpose + 256 x attempt, low, high].
 */
export class Draws {
  /** The four key words made from the text seed. */
  readonly key: Uint32Array;
  /** Words of the last block. */
  private readonly words = new Uint32Array(4);
  /** The key schedule's five words, then the first counter word with its key added: int32, quicker here than fields. */
  private readonly schedule: Int32Array;

  /** `replication` is a uint32. */
  constructor(seed: string, replication: number) {
    const generator = seedrandom(seed);
    this.key = Uint32Array.from({ length: 4 }, () => generator.int32());
    this.schedule = Int32Array.of(...this.key, threefry4x32Parity(this.key), replication + this.key[0]);
  }

  /** Words of the last block, uint32. */
  get w0(): number {
    return this.words[0];
  }
  get w1(): number {
    return this.words[1];
  }
  get w2(): number {
    return this.words[2];
  }
  get w3(): number {
    return this.words[3];
  }

  /** Draws the block of a decision into w0..w3. `purpose` < 256, `attempt` < 2^24; `high`, `low`: uint32 words of the id. */
  block(purpose: number, high: number, low: number, attempt: number): void {
    const { schedule } = this;
    const k0 = schedule[0];
    const k1 = schedule[1];
    const k2 = schedule[2];
    const k3 = schedule[3];
    const k4 = schedule[4];
    let a = schedule[5];
    let b = ((((attempt << 8) + purpose) | 0) + k1) | 0;
    let c = (low + k2) | 0;
    let d = (high + k3) | 0;

    a = (a + b) | 0;
    b = ((b << 10) | (b >>> 22)) ^ a;
    c = (c + d) | 0;
    d = ((d << 26) | (d >>> 6)) ^ c;

    a = (a + d) | 0;
    d = ((d << 11) | (d >>> 21)) ^ a;
    c = (c + b) | 0;
    b = ((b << 21) | (b >>> 11)) ^ c;

    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    c = (c + d) | 0;
    d = ((d << 27) | (d >>> 5)) ^ c;

    a = (a + d) | 0;
    d = ((d << 23) | (d >>> 9)) ^ a;
    c = (c + b) | 0;
    b = ((b << 5) | (b >>> 27)) ^ c;

    a = (a + k1) | 0;
    b = (b + k2) | 0;
    c = (c + k3) | 0;
    d = (((d + k4) | 0) + 1) | 0;

    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    c = (c + d) | 0;
    d = ((d << 20) | (d >>> 12)) ^ c;

    a = (a + d) | 0;
    d = ((d << 17) | (d >>> 15)) ^ a;
    c = (c + b) | 0;
    b = ((b << 11) | (b >>> 21)) ^ c;

    a = (a + b) | 0;
    b = ((b << 25) | (b >>> 7)) ^ a;
    c = (c + d) | 0;
    d = ((d << 10) | (d >>> 22)) ^ c;

    a = (a + d) | 0;
    d = ((d << 18) | (d >>> 14)) ^ a;
    c = (c + b) | 0;
    b = ((b << 20) | (b >>> 12)) ^ c;

    a = (a + k2) | 0;
    b = (b + k3) | 0;
    c = (c + k4) | 0;
    d = (((d + k0) | 0) + 2) | 0;

    a = (a + b) | 0;
    b = ((b << 10) | (b >>> 22)) ^ a;
    c = (c + d) | 0;
    d = ((d << 26) | (d >>> 6)) ^ c;

    a = (a + d) | 0;
    d = ((d << 11) | (d >>> 21)) ^ a;
    c = (c + b) | 0;
    b = ((b << 21) | (b >>> 11)) ^ c;

    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    c = (c + d) | 0;
    d = ((d << 27) | (d >>> 5)) ^ c;

    a = (a + d) | 0;
    d = ((d << 23) | (d >>> 9)) ^ a;
    c = (c + b) | 0;
    b = ((b << 5) | (b >>> 27)) ^ c;

    a = (a + k3) | 0;
    b = (b + k4) | 0;
    c = (c + k0) | 0;
    d = (((d + k1) | 0) + 3) | 0;

    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    c = (c + d) | 0;
    d = ((d << 20) | (d >>> 12)) ^ c;

    const words = this.words;
    words[0] = a;
    words[1] = b;
    words[2] = c;
    words[3] = d;
  }

  /** A uniform strictly inside (0, 1), an odd multiple of 2^-53, from w0 and w1 of the decision's block. */
  uniform(purpose: number, high: number, low: number, attempt: number): number {
    this.block(purpose, high, low, attempt);
    return openUniform(this.words[0], this.words[1]);
  }

  /** A second uniform, independent of the first, from w2 and w3 of the last block. */
  second(): number {
    return openUniform(this.words[2], this.words[3]);
  }
}

/** The midpoint of one of 2^52 equal cells of (0, 1): a full 53 bits would round to 1 at the top. */
function openUniform(high: number, low: number): number {
  return (high * 1048576 + (low >>> 12) + 0.5) * 2 ** -52;
}
