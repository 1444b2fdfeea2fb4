/** How a trial at a multiple ended: all targets and invariants held; one did not; or the generator was the bottleneck. */
export type Outcome = 'held' | 'broken' | 'invalid';

export interface SearchSetting {
  /** The multiple of the first trial. */
  readonly first: number;
  /** No trial lies below or above these. */
  readonly least: number;
  readonly most: number;
  /** The search ends when the first multiple that does not hold lies no further above the last that does, e.g. 0.05. */
  readonly resolution: number;
}

/** A multiple with the outcomes of its trials. */
export interface Point {
  readonly multiple: number;
  readonly outcomes: readonly Outcome[];
  /** What most trials say; a single one says it alone. */
  readonly verdict: Outcome;
  /** Two trials agree. */
  readonly isSure: boolean;
}

const FACTOR = 2;

/**
 * Searches the multiple at which a backend ceases to hold: doubles (or halves) until the edge lies between two multiples,
 * then halves what is between them, on the logarithm. Trials are noisy, so the two multiples that it ends with are tried
 * until two trials agree, three times at most, as is every multiple whose trial was not valid; where the majority overrules a
 * first trial, the search goes on from there.
 * Pure: says what to try `next`, and is told what came of it.
 */
export class CapacitySearch {
  private readonly setting: SearchSetting;
  private readonly outcomes = new Map<number, Outcome[]>();

  constructor(setting: SearchSetting) {
    this.setting = setting;
  }

  record(multiple: number, outcome: Outcome): void {
    this.outcomes.set(multiple, [...(this.outcomes.get(multiple) ?? []), outcome]);
  }

  /** The least multiple that does not hold. */
  get high(): Point | undefined {
    return this.points().find(({ verdict }) => verdict !== 'held');
  }

  /** The largest multiple that holds below it. */
  get low(): Point | undefined {
    const limit = this.high?.multiple ?? Number.POSITIVE_INFINITY;
    return this.points().findLast(({ multiple }) => multiple < limit);
  }

  /** The multiple to be tried now; undefined when the search is over. */
  next(): number | undefined {
    // A trial that was not valid says nothing of the backend: what else the machine did just then may be over.
    const open = this.points().find(
      ({ outcomes, verdict, isSure }) => !isSure && (outcomes.length > 1 || verdict === 'invalid'),
    );
    if (open !== undefined) return open.multiple;
    const { first, least, most } = this.setting;
    const { low, high } = this;
    if (low === undefined && high === undefined) return Math.min(most, Math.max(least, first));
    const beyond = this.between(low?.multiple, high?.multiple);
    if (beyond !== undefined) return beyond;
    return [high, low].find((point) => point !== undefined && !point.isSure)?.multiple;
  }

  private between(low: number | undefined, high: number | undefined): number | undefined {
    const { least, most, resolution } = this.setting;
    if (high === undefined) return low !== undefined && low < most ? Math.min(most, low * FACTOR) : undefined;
    if (low === undefined) return high > least ? Math.max(least, high / FACTOR) : undefined;
    if (high <= low * (1 + resolution)) return undefined;
    const middle = Number(Math.sqrt(low * high).toPrecision(3));
    return middle > low && middle < high ? middle : undefined;
  }

  /** By rising multiple. */
  private points(): Point[] {
    return [...this.outcomes].map(([multiple, outcomes]) => pointOf(multiple, outcomes)).sort(byMultiple);
  }
}

const byMultiple = (a: Point, b: Point) => a.multiple - b.multiple;

function pointOf(multiple: number, outcomes: readonly Outcome[]): Point {
  const others = outcomes.filter((outcome) => outcome !== 'held');
  const held = outcomes.length - others.length;
  const verdict = held > others.length ? 'held' : (others.at(-1) ?? 'held');
  return { multiple, outcomes, verdict, isSure: Math.max(held, others.length) > 1 };
}
