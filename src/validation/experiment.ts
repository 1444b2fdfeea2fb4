import type { City } from '../city/city.ts';
import type { Engine } from './engine.ts';

/** What rows are grouped by, in the order in which they are shown. */
export const THEMES = ['queues', 'spatial', 'travel', 'patrol', 'arrivals', 'numbers', 'identities'] as const;
export type Theme = (typeof THEMES)[number];

/**
 * How a row's readings are held against its theory.
 * mean: their mean has a Student interval, as they are independent (batches or replications) · atMost: each is a distance
 * with the Kolmogorov distribution if the theory holds, and the largest counts · equal: none may differ from the theory
 * by more than `tolerance` of it; outside the family, as there is nothing random in it.
 */
export type Judging =
  | { readonly by: 'mean' }
  | { readonly by: 'atMost' }
  | { readonly by: 'equal'; readonly tolerance: number };

/** One quantity with its theoretical value. */
export interface Row {
  readonly key: string;
  readonly theme: Theme;
  readonly theory: number;
  readonly judging: Judging;
  /** Where the theory or the published value comes from. */
  readonly source: string;
}

/** Readings of each row by its key. */
export type Readings = Readonly<Record<string, readonly number[]>>;

/** What one piece of an experiment is run with. */
export interface PieceContext {
  readonly seed: string;
  /**
   * Keys the piece's random numbers: no two pieces of one experiment share any. Those of different experiments may, so that
   * their rows depend on each other; verdicts are Bonferroni's, which holds however they do.
   */
  readonly piece: number;
  readonly engine: Engine;
  /** The real city, for the experiments that need it. */
  readonly city: City | undefined;
}

/** One simulation of the engine that yields the readings of some rows. */
export interface Experiment {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Independent pieces that the data come in. */
  readonly pieces: number;
  /** Rough seconds of one piece: long pieces are handed out first. */
  readonly seconds: number;
  readonly needsCity?: boolean;
  run(context: PieceContext): Promise<Readings>;
}

export const MEAN: Judging = { by: 'mean' };
