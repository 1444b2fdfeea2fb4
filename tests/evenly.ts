import fc from 'fast-check';

const STEPS = 2 ** 31 - 1;

/** Numbers spread evenly from `min` to `max`: of what `fc.double` gives, most lie next to 0. */
export const evenly = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: STEPS }).map((step) => min + ((max - min) * step) / STEPS);
