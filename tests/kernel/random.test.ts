import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draws } from '../../src/kernel/random.ts';
import { threefry4x32 } from '../../src/kernel/threefry.ts';

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** Random123, tests/kat_vectors: rounds, counter, key, answer. */
const KNOWN = `
13 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 531c7e4f 39491ee5 2c855a92 3d6abf9a
13 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff c4189358 1c9cc83a d5881c67 6a0a89e0
13 243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 4aa71d8f 734738c2 431fc6a8 ae6debf1
20 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 9c6ca96a e17eae66 fc10ecd4 5256a7d8
20 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 2a881696 57012287 f6c7446e a16a6732
20 243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 59cd1dbb b8879579 86b5d00c ac8b6d84
`;

describe('Threefry4x32', () => {
  it.each(KNOWN.trim().split('\n'))('gives the published answer: %s', (line) => {
    const [rounds, ...hex] = line.split(' ');
    const words = Uint32Array.from(hex, (word) => Number.parseInt(word, 16));
    expect(threefry4x32(words.slice(4, 8), words.slice(0, 4), Number(rounds))).toEqual(words.slice(8));
  });
});

describe('draws', () => {
  it('are Threefry4x32-13 of the documented counter words', () => {
    const id = fc.tuple(
      fc.string({ minLength: 1 }),
      uint32,
      fc.integer({ min: 0, max: 255 }),
      uint32,
      uint32,
      fc.integer({ min: 0, max: 2 ** 24 - 1 }),
    );
    fc.assert(
      fc.property(id, ([seed, replication, purpose, high, low, attempt]) => {
        const draws = new Draws(seed, replication);
        draws.block(purpose, high, low, attempt);
        const counter = Uint32Array.of(replication, purpose + 256 * attempt, low, high);
        expect(Uint32Array.of(draws.w0, draws.w1, draws.w2, draws.w3)).toEqual(threefry4x32(draws.key, counter, 13));
      }),
    );
  });

  it('do not depend on what was drawn before', () => {
    const draws = new Draws('city', 3);
    const first = draws.uniform(7, 1, 2, 0);
    const second = draws.second();
    draws.uniform(8, 9, 9, 9);
    expect(draws.uniform(7, 1, 2, 0)).toBe(first);
    expect(draws.second()).toBe(second);
    expect(new Draws('city', 3).uniform(7, 1, 2, 0)).toBe(first);
  });

  it('change with seed, replication, purpose, either half of the id, and attempt', () => {
    const values = new Set([
      new Draws('a', 0).uniform(0, 0, 0, 0),
      new Draws('b', 0).uniform(0, 0, 0, 0),
      new Draws('a', 1).uniform(0, 0, 0, 0),
      new Draws('a', 0).uniform(1, 0, 0, 0),
      new Draws('a', 0).uniform(0, 1, 0, 0),
      new Draws('a', 0).uniform(0, 0, 1, 0),
      new Draws('a', 0).uniform(0, 0, 0, 1),
    ]);
    expect(values.size).toBe(7);
  });

  it('are uniform and, within a block, independent', () => {
    const draws = new Draws('uniformity', 0);
    const cells = new Float64Array(100);
    const n = 100_000;
    for (let i = 0; i < n; i++) {
      const u = draws.uniform(1, 0, i, 0);
      const v = draws.second();
      expect(u > 0 && u < 1 && v > 0 && v < 1).toBe(true);
      cells[10 * Math.floor(10 * u) + Math.floor(10 * v)]++;
    }
    const chiSquare = cells.reduce((sum, count) => sum + (count - n / 100) ** 2 / (n / 100), 0);
    // The 0.0001 and 0.9999 quantiles of chi-square with 99 degrees of freedom.
    expect(chiSquare).toBeGreaterThan(53);
    expect(chiSquare).toBeLessThan(160);
  });
});
