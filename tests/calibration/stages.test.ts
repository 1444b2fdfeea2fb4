import { expect, test } from 'vitest';
import { fitFamily } from '../../src/calibration/stages/fits.ts';
import { kaplanMeier } from '../../src/calibration/stages/kaplan-meier.ts';
import { sampleOf } from '../../src/calibration/stages/sample.ts';

// Remission times under 6-MP, weeks: Freireich and others, Blood 21 (1963).
const ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const OPEN = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

test('Kaplan and Meier give the published survival of the 6-MP patients', () => {
  const sample = sampleOf(ENDED, OPEN);
  const survival = kaplanMeier(sample);
  const at = (t: number) => survival[sample.values.indexOf(t)];
  expect([6, 7, 10, 13, 16, 22, 23].map((t) => Number(at(t).toFixed(3)))).toEqual([
    0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448,
  ]);
});

test('the censored Weibull fit is the published one', () => {
  const { parameters } = fitFamily('weibull', sampleOf(ENDED, OPEN));
  expect(parameters.shape.value).toBeCloseTo(1.354, 2);
  expect(parameters.scale.value).toBeCloseTo(33.77, 1);
});
