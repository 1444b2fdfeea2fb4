import { FAULT_KINDS, type FaultKind } from './rates.ts';

/** How often a kind of fault could have been made, and how often it was. */
export interface FaultCount {
  readonly kind: FaultKind;
  readonly chances: number;
  readonly made: number;
}

/**
 * Counts faults since the server began. Orders of before a restart are made once more when the journal is read, and so are
 * their faults.
 */
export class Tally {
  private readonly chances = new Map<FaultKind, number>();
  private readonly made = new Map<FaultKind, number>();

  add(kind: FaultKind, chances: number, made: number): void {
    this.chances.set(kind, (this.chances.get(kind) ?? 0) + chances);
    this.made.set(kind, (this.made.get(kind) ?? 0) + made);
  }

  /** Of every kind that had a chance. */
  counts(): readonly FaultCount[] {
    return FAULT_KINDS.flatMap((kind) => {
      const chances = this.chances.get(kind) ?? 0;
      return chances > 0 ? [{ kind, chances, made: this.made.get(kind) ?? 0 }] : [];
    });
  }
}
