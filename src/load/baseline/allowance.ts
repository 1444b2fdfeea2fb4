/** How much worse a measure may get: a share of what it was, or so much in its own unit. */
export interface Allowance {
  /** The measure, or what its name begins with; empty for all. */
  readonly measure: string;
  readonly share?: number;
  readonly absolute?: number;
}

/** Where nobody says. [A] */
const DEFAULT_SHARE = 0.1;
/** A share of next to nothing is nothing: so many seconds are always allowed. [A] */
const LEAST_SECONDS = 0.001;

const GRAMMAR = /^(?:([A-Za-z][\w.-]*)=)?(\d{1,6}(?:\.\d{1,6})?)(%|ms|s)?$/;

/** Reads `10%`, `decide=20%`, `op.report.response.p99=5ms`, `op.read.errors=3`; undefined for anything else. */
export function parseAllowance(text: string): Allowance | undefined {
  const [, measure = '', digits = '', unit = ''] = GRAMMAR.exec(text.trim()) ?? [];
  if (digits === '') return undefined;
  const value = Number(digits);
  if (unit === '%') return { measure, share: value / 100 };
  if (measure === '' || (unit === '') !== measure.endsWith('.errors')) return undefined;
  return { measure, absolute: unit === 'ms' ? value / 1000 : value };
}

/** Whether an allowance is about a measure. */
export function concerns({ measure: named }: Allowance, measure: string): boolean {
  return named === '' || measure === named || measure.startsWith(`${named}.`);
}

/** By how much a measure may rise from what it was; the longest name that fits counts, of equals the last. */
export function allowedFor(
  allowances: readonly Allowance[],
  measure: string,
  unit: 's' | 'count',
  before: number,
): number {
  let best: Allowance = { measure: '', share: DEFAULT_SHARE };
  for (const one of allowances) if (concerns(one, measure) && one.measure.length >= best.measure.length) best = one;
  if (best.absolute !== undefined) return best.absolute;
  const share = (best.share ?? DEFAULT_SHARE) * before;
  return unit === 's' ? Math.max(LEAST_SECONDS, share) : share;
}
