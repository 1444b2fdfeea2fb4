import { describe, expect, it } from 'vitest';
import { gammaQuantile, gammaTails, logGamma, normalQuantile, pow, studentTQuantile } from '../../src/kernel/math.ts';

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual / expected - 1), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

describe('pow', () => {
  it('agrees with known powers', () => {
    expectRelative(pow(2, 0.5), Math.SQRT2, 1e-15);
    expectRelative(pow(10, -3), 0.001, 1e-14);
    expect([pow(0, 2), pow(0, 0), pow(1, 1e9)]).toEqual([0, 1, 1]);
  });
});

describe('normalQuantile', () => {
  // Wichura (1988), section 3: test values of PPND16.
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])('at %d is %d', (u, z) => expectRelative(normalQuantile(u), z, 1e-15));

  it('is odd about one half, and infinite at the ends', () => {
    for (const u of [0.01, 0.07, 0.2, 0.4, 0.499]) expectRelative(normalQuantile(1 - u), -normalQuantile(u), 1e-13);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
  });
});

describe('logGamma', () => {
  it('agrees with factorials and half-integers', () => {
    let factorial = 1;
    for (let n = 1; n < 20; n++) {
      expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(4e-15 * (1 + Math.log(factorial)));
      factorial *= n;
    }
    expectRelative(logGamma(0.5), Math.log(Math.PI) / 2, 4e-15);
    // Abramowitz and Stegun, table 6.4: ln Gamma(100) = 359.13420 53696.
    expectRelative(logGamma(100), 359.1342053695754, 1e-15);
  });
});

describe('studentTQuantile', () => {
  // NIST/SEMATECH e-Handbook 1.3.6.7.2, and the exact forms for 1 and 2 degrees of freedom.
  it.each([
    [0.975, 5, 2.571],
    [0.975, 9, 2.262],
    [0.975, 29, 2.045],
    [0.95, 100, 1.66],
    [0.995, 10, 3.169],
  ])('at %d with %d degrees of freedom is %d', (p, df, t) => expect(studentTQuantile(p, df)).toBeCloseTo(t, 3));

  it.each([1e-9, 0.01, 0.3, 0.6, 0.975, 0.9999])('is exact for 1 and 2 degrees of freedom at %d', (p) => {
    const cauchy = p < 0.5 ? -1 / Math.tan(Math.PI * p) : 1 / Math.tan(Math.PI * (1 - p));
    expectRelative(studentTQuantile(p, 1), cauchy, 1e-12);
    expectRelative(studentTQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 1e-12);
  });

  it('tends to the normal', () => expectRelative(studentTQuantile(0.975, 1e5), 1.959988, 1e-6));
});

describe('gammaQuantile', () => {
  // Half of a chi-square quantile with 2 x shape degrees of freedom; NIST/SEMATECH e-Handbook 1.3.6.7.4.
  it.each([
    [0.5, 0.95, 3.841 / 2],
    [1, 0.99, 9.21 / 2],
    [5, 0.95, 18.307 / 2],
    [5, 0.05, 3.94 / 2],
    [50, 0.99, 135.807 / 2],
  ])('at shape %d, u %d is %d', (shape, u, x) => expectRelative(gammaQuantile(shape, u), x, 2e-4));

  it('inverts the distribution function over all shapes and far into both tails', () => {
    for (const shape of [0.01, 0.1, 0.5, 1, 2.5, 10, 300, 1e4]) {
      for (const u of [1e-12, 1e-6, 0.001, 0.1, 0.4, 0.6, 0.9, 0.999, 1 - 1e-6, 1 - 1e-12]) {
        const x = gammaQuantile(shape, u);
        const { lower, upper } = gammaTails(shape, x);
        if (x > 0 && u < 0.5) expectRelative(lower, u, 1e-10);
        if (u > 0.5) expectRelative(upper, 1 - u, 1e-10);
      }
    }
  });
});
