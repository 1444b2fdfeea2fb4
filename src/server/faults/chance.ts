import seedrandom from 'seedrandom';
import type { FaultKind, FaultRates } from './rates.ts';
import type { Tally } from './tally.ts';

/** The draws of one kind of fault: with the same seed the same chances are taken. Each is tallied. */
export class Chance {
  private readonly rate: number;
  private readonly draw: () => number;
  private readonly tally: Tally;
  private readonly kind: FaultKind;

  constructor(kind: FaultKind, rates: FaultRates, seed: string, tally: Tally) {
    this.kind = kind;
    this.rate = rates[kind] ?? 0;
    this.draw = seedrandom(`${seed} ${kind}`);
    this.tally = tally;
  }

  comes(): boolean {
    if (this.rate === 0) return false;
    const comes = this.draw() < this.rate;
    this.tally.add(this.kind, 1, comes ? 1 : 0);
    return comes;
  }

  /** The fault that has just come cannot be made: it was no chance. */
  passes(): void {
    this.tally.add(this.kind, -1, -1);
  }

  /** A whole number from 0 and below `number`. */
  below(number: number): number {
    return Math.floor(this.draw() * number);
  }
}
