import { UINT32 } from './random.ts';

/** Octaves of the smaller tail that a table covers: from 1/2 down to 2^-20, just below 1e-6. */
const OCTAVES = 19;
const SMALLEST_TAIL = 2 ** -(OCTAVES + 1);
/** Pieces per octave: powers of two. */
const FEWEST = 32;
const MOST = 256;

/** `v * SCALE[e]` lies in [1, 2) for v in [2^-(e + 1), 2^-e). */
const SCALE = Float64Array.from({ length: OCTAVES + 1 }, (_, e) => 2 ** (e + 1));

/** An inverse distribution function and its derivative, both exact but slow. */
export interface ExactQuantile {
  quantile(u: number): number;
  /** d quantile / du at u, where the quantile is x. */
  slope(u: number, x: number): number;
}

/**
 * An inverse distribution function on (0, 1) as cubic Hermite pieces over each tail, log-linear in the tail probability:
 * one look-up and a cubic, no logarithm. Exact at its nodes, and beyond 2^-20 in either tail it asks the exact function.
 */
export class QuantileTable {
  private readonly exact: ExactQuantile;
  private readonly perOctave: number;
  /** Four coefficients per piece: lower tail, then upper tail; piece = octave x perOctave + step. */
  private readonly cubics: Float64Array;
  private readonly upperTail: number;

  private constructor(exact: ExactQuantile, perOctave: number) {
    this.exact = exact;
    this.perOctave = perOctave;
    this.upperTail = 4 * OCTAVES * perOctave;
    this.cubics = new Float64Array(2 * this.upperTail);
    this.fillTail(0, exact.quantile, exact.slope);
    this.fillTail(
      this.upperTail,
      (v) => exact.quantile(1 - v),
      (v, x) => -exact.slope(1 - v, x),
    );
  }

  /**
   * The smallest table whose error halfway between nodes is at most `allowed(quantile)`; undefined where even the largest
   * would not be that good.
   */
  static build(exact: ExactQuantile, allowed: (x: number) => number): QuantileTable | undefined {
    let perOctave = FEWEST;
    while (perOctave <= MOST) {
      const table = new QuantileTable(exact, perOctave);
      const excess = table.worstError(allowed);
      if (excess <= 1) return table;
      // A cubic's error falls with the fourth power of the step at best.
      do perOctave *= 2;
      while (excess > (perOctave / table.perOctave) ** 4);
    }
    return undefined;
  }

  quantile(u: number): number {
    const lower = u < 0.5;
    const v = lower ? u : 1 - u;
    if (v < SMALLEST_TAIL) return this.exact.quantile(u);
    // Half itself belongs to the last piece, as its right end.
    const e = v === 0.5 ? 1 : Math.clz32(v * UINT32);
    const at = (v * SCALE[e] - 1) * this.perOctave;
    const step = v === 0.5 ? this.perOctave - 1 : at | 0;
    const t = at - step;
    const i = (lower ? 0 : this.upperTail) + 4 * ((e - 1) * this.perOctave + step);
    const c = this.cubics;
    return c[i] + t * (c[i + 1] + t * (c[i + 2] + t * c[i + 3]));
  }

  /** The largest error halfway between nodes, as a multiple of what is allowed. */
  private worstError(allowed: (x: number) => number): number {
    let worst = 0;
    for (let e = 1; e <= OCTAVES; e++) {
      for (let step = 0; step < this.perOctave; step++) {
        const v = (1 + (step + 0.5) / this.perOctave) / SCALE[e];
        for (const u of [v, 1 - v]) {
          const x = this.exact.quantile(u);
          worst = Math.max(worst, Math.abs(this.quantile(u) - x) / allowed(x));
        }
      }
    }
    return worst;
  }

  private fillTail(offset: number, quantile: (v: number) => number, slope: (v: number, x: number) => number): void {
    const { perOctave, cubics } = this;
    let i = offset;
    for (let e = 1; e <= OCTAVES; e++) {
      const width = 1 / (SCALE[e] * perOctave);
      let left = quantile(1 / SCALE[e]);
      let leftSlope = slope(1 / SCALE[e], left) * width;
      for (let step = 1; step <= perOctave; step++) {
        const v = (1 + step / perOctave) / SCALE[e];
        const right = quantile(v);
        const rightSlope = slope(v, right) * width;
        cubics[i++] = left;
        cubics[i++] = leftSlope;
        cubics[i++] = 3 * (right - left) - 2 * leftSlope - rightSlope;
        cubics[i++] = leftSlope + rightSlope - 2 * (right - left);
        left = right;
        leftSlope = rightSlope;
      }
    }
  }
}
