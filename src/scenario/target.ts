import { HOUR, MINUTE } from '../kernel/time.ts';
import type { Problem } from './problem.ts';

export const OPERATORS = ['<', '<=', '>', '>=', '=='] as const;
type Operator = (typeof OPERATORS)[number];

/** A bound on a measure; times in seconds, shares in [0, 1], everything else as written. */
export interface Target {
  /** Name of a measure as in docs/measures.md, e.g. `dispatch.p90`. */
  readonly measure: string;
  readonly operator: Operator;
  readonly value: number;
  /** As it was written. */
  readonly text: string;
}

const FACTORS: Readonly<Record<string, number>> = { min: MINUTE, h: HOUR };
const DECIMAL_SHIFTS: Readonly<Record<string, number>> = { ms: -3, '%': -2 };
const GRAMMAR =
  /^\s*([A-Za-z][\w-]*(?:\.[\w-]+)*)\s*(<=|>=|==|<|>)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(ms|s|min|h|%)?\s*$/;

/**
 * Reads `MEASURE <|<=|>|>=|== NUMBER[ms|s|min|h|%]`, e.g. `dispatch.p90 <= 45min` or `rate.filing >= 98.5%`. Returns a
 * Problem instead of throwing, so that a caller with many targets can tell all that is wrong at once.
 */
export function parseTarget(text: string): Target | Problem {
  const [, measure, operator, digits, unit] = GRAMMAR.exec(text.length > 300 ? '' : text) ?? [];
  const known = OPERATORS.find((candidate) => candidate === operator);
  if (measure === undefined || known === undefined || !Number.isFinite(Number(digits))) {
    return {
      where: '',
      path: '',
      message: { key: 'scenario.badTarget' },
      found: text,
      expected: { key: 'scenario.expected.target' },
    };
  }
  return { measure, operator: known, value: inUnit(digits ?? '', unit ?? ''), text: text.trim() };
}

/** Decimal units move the point in the text: 5.2 % is then the double 0.052, which 5.2 * 0.01 is not. */
function inUnit(digits: string, unit: string): number {
  const [mantissa, exponent = '0'] = digits.toLowerCase().split('e');
  const shifted = Number(`${mantissa}e${Number(exponent) + (DECIMAL_SHIFTS[unit] ?? 0)}`);
  return shifted * (FACTORS[unit] ?? 1);
}

/** Whether a value keeps the target. */
export function meets(target: Target, value: number): boolean {
  switch (target.operator) {
    case '<':
      return value < target.value;
    case '<=':
      return value <= target.value;
    case '>':
      return value > target.value;
    case '>=':
      return value >= target.value;
    case '==':
      return value === target.value;
  }
}
