import { describe, expect, test } from 'vitest';
import { formatInterval, formatPlusMinus, formatQuantity, formatValue } from '../../src/report/format.ts';
import type { MeasureUnit } from '../../src/run/result.ts';
import { made } from './made-run.ts';

describe('units that people read', () => {
  test.each<[number, MeasureUnit, string, string]>([
    [42, 's', '42 s', '42 秒'],
    [89.4, 's', '89.4 s', '89.4 秒'],
    [300, 's', '5 min', '5 分'],
    [4500, 's', '75 min', '75 分'],
    [19_080, 's', '5.3 h', '5.3 时'],
    [30 * 86_400, 's', '30 d', '30 天'],
    [0, 's', '0 s', '0 秒'],
    [131.4, 'min', '131 min', '131 分'],
    [0.934, 'share', '93.4 %', '93.4%'],
    [0.9996, 'share', '99.96 %', '99.96%'],
    [0.00312, 'share', '0.31 %', '0.31%'],
    [1, 'share', '100 %', '100%'],
    [4_559_797, 'count', '4,559,797', '4,559,797'],
    [2.345, 'count', '2.35', '2.35'],
    [58_000.4, 'count/day', '58,000 a day', '58,000 次/日'],
    [1_900_000, 'yuan/day', '1,900,000', '1,900,000'],
    [0.0812, 'gini', '0.0812', '0.0812'],
  ])('%d %s is "%s" and "%s"', (value, unit, en, zh) => {
    expect(formatQuantity(value, unit, 'en')).toBe(en);
    expect(formatQuantity(value, unit, 'zh')).toBe(zh);
  });
});

test('an interval stands on the scale of its value, so that both ends can be compared with it', () => {
  expect(formatInterval({ value: 5400, low: 5000, high: 5800, unit: 's' }, 'en')).toBe('1.39 to 1.61 h');
  expect(formatInterval({ value: 0.5, low: 0.45, high: 0.55, unit: 'share' }, 'zh')).toBe('45 至 55%');
  expect(formatInterval({ value: 5, low: null, high: null, unit: 'count' }, 'en')).toBe('');
  expect(formatPlusMinus(made(2292, 's', 126), 'en')).toBe('38.2 ± 2.1 min');
  expect(formatPlusMinus(made(2418, 's', 11_478), 'en')).toBe('40 ± 191 min');
});

test('a censored value says that it is larger, a missing one says why', () => {
  expect(formatValue({ value: 2_592_000, low: null, high: null, unit: 's', censored: true }, 'en')).toBe('> 30 d');
  expect(formatValue({ value: null, low: null, high: null, unit: 's', reason: 'tooFew' }, 'en')).toBe('too few');
  expect(formatValue({ value: null, low: null, high: null, unit: 's', reason: 'tooFew' }, 'zh')).toBe('样本不足');
  expect(formatValue({ value: null, low: null, high: null, unit: 's', reason: 'none' }, 'en')).toBe('none');
});
