import { expect, test } from 'vitest';
import { checkTimes } from '../../src/calibration/check/predict.ts';
import { sampleOf } from '../../src/calibration/stages/sample.ts';

const all = (seconds: number) => sampleOf(new Float64Array(50).fill(seconds), []);
const distance = (a: number, b: number) => checkTimes(all(a), all(b))?.distance;

test('times that have nothing in common are 1 apart, whichever come first, and equal ones 0', () => {
  expect([distance(86_400, 3600), distance(3600, 86_400), distance(60, 60)]).toEqual([1, 1, 0]);
  const halves = sampleOf([...Array(25).fill(10), ...Array(25).fill(30)], []);
  expect(checkTimes(halves, all(20))?.distance).toBeCloseTo(0.5, 12);
  expect(checkTimes(all(20), halves)?.distance).toBeCloseTo(0.5, 12);
});
