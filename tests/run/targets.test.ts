import { describe, expect, test } from 'vitest';
import type { Measure, Measures } from '../../src/run/result.ts';
import { judgeTarget } from '../../src/run/targets.ts';
import { parseTarget } from '../../src/scenario/target.ts';

function verdict(text: string, measures: Measures): string {
  const target = parseTarget(text);
  if ('message' in target) throw new Error(`not a target: ${text}`);
  return judgeTarget(target, measures).verdict;
}

const seconds = (value: number | null, more: Partial<Measure> = {}): Measures => ({
  'dispatch.p90': { value, low: null, high: null, unit: 's', ...more },
});

describe('a plain value', () => {
  test.each([
    ['dispatch.p90 < 4h', 14_399, 'met'],
    ['dispatch.p90 < 4h', 14_400, 'missed'],
    ['dispatch.p90 <= 4h', 14_400, 'met'],
    ['dispatch.p90 > 30min', 1800, 'missed'],
    ['dispatch.p90 >= 30min', 1800, 'met'],
    ['dispatch.p90 == 0', 0, 'met'],
    ['dispatch.p90 < 1500ms', 1.6, 'missed'],
  ])('%s with %d s is %s', (text, value, expected) => {
    expect(verdict(text, seconds(value))).toBe(expected);
  });
});

describe('a censored value is larger than it looks', () => {
  test.each([
    ['dispatch.p90 < 4h', 14_400, 'missed'],
    ['dispatch.p90 < 4h', 14_399, 'undecided'],
    ['dispatch.p90 <= 4h', 14_400, 'missed'],
    ['dispatch.p90 > 4h', 14_400, 'met'],
    ['dispatch.p90 > 4h', 14_000, 'undecided'],
    ['dispatch.p90 == 4h', 14_400, 'missed'],
  ])('%s with > %d s is %s', (text, value, expected) => {
    expect(verdict(text, seconds(value, { censored: true }))).toBe(expected);
  });
});

test('what has no value does not pass', () => {
  expect(verdict('dispatch.p90 < 4h', seconds(null, { reason: 'tooFew' }))).toBe('undecided');
  expect(verdict('dispatch.p99 < 4h', seconds(1))).toBe('undecided');
});

test('a time unit holds for measures in minutes and in hours a day, a plain number is in their own unit', () => {
  const measures: Measures = {
    'patrol.minutesPerWorkerDay': { value: 125, low: null, high: null, unit: 'min' },
    'hours.outOfScope': { value: 900, low: null, high: null, unit: 'h/day' },
  };
  expect(verdict('patrol.minutesPerWorkerDay >= 2h', measures)).toBe('met');
  expect(verdict('patrol.minutesPerWorkerDay >= 126', measures)).toBe('missed');
  expect(verdict('hours.outOfScope < 1000h', measures)).toBe('met');
  expect(verdict('hours.outOfScope < 900', measures)).toBe('missed');
});
