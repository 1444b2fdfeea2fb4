import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meets, OPERATORS, parseTarget } from '../../src/scenario/target.ts';

describe('a target', () => {
  test.each([
    ['dispatch.p90 <= 45min', 'dispatch.p90', '<=', 2700],
    ['rate.filing>=98.5%', 'rate.filing', '>=', 0.985],
    ['rate.rework < 5.2%', 'rate.rework', '<', 0.052],
    ['decide.signing.p99 <250ms', 'decide.signing.p99', '<', 0.25],
    ['closure.mean <= 1.5h', 'closure.mean', '<=', 5400],
    ['signing.p95 <= 30 s', 'signing.p95', '<=', 30],
    ['invariants==0', 'invariants', '==', 0],
    ['op.report.response.p99 < 1e-1s', 'op.report.response.p99', '<', 0.1],
    ['cost.perDay > .5', 'cost.perDay', '>', 0.5],
  ])('%s', (text, measure, operator, value) => {
    expect(parseTarget(text)).toEqual({ measure, operator, value, text: text.trim() });
  });

  test.each([
    '',
    'dispatch.p90',
    'dispatch.p90 <=',
    '<= 3',
    'a <= b',
    'a = 3',
    'a <= 3 days',
    'a <= 3 <= 4',
    'a..b < 3',
    'a < 1e999',
    'a < 0x1f',
  ])('is not %j', (text) => {
    expect(parseTarget(text)).toMatchObject({ message: { key: 'scenario.badTarget' }, found: text });
  });

  test('a bound reads back as the number it was written from', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, fc.constantFrom(...OPERATORS), (value, operator) => {
        const target = parseTarget(`dispatch.p90 ${operator} ${value}`);
        expect(target).toMatchObject({ operator });
        if ('value' in target) expect(target.value).toBeCloseTo(value, 12);
      }),
    );
  });

  test('exactly one of <, ==, > is kept by a value, and <= and >= by the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 }), (bound, value) => {
        const kept = (operator: string) => {
          const target = parseTarget(`a ${operator} ${bound}`);
          return 'value' in target && meets(target, value);
        };
        expect([kept('<'), kept('=='), kept('>')].filter(Boolean)).toHaveLength(1);
        expect(kept('<=')).toBe(!kept('>'));
        expect(kept('>=')).toBe(!kept('<'));
      }),
    );
  });
});
