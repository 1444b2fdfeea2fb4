import seedrandom from 'seedrandom';
import type { FaultKind, FaultRates } from './rates.ts';

/** The draws of one kind of fault: with the same seed the same chances are taken. */
export class Chance {
  private readonly rate: number;
  private readonly draw: () => number;

  constructor(kind: FaultKind, rates: FaultRates, seed: string) {
    this.rate = rates[kind] ?? 0;
    this.draw = seedrandom(`${seed} ${kind}`);
  }

  comes(): boolean {
    return this.rate > 0 && this.draw() < this.rate;
  }

  /** A whole number from 0 and below `number`. */
  below(number: number): number {
    return Math.floor(this.draw() * number);
  }
}
