import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hasher } from '../../src/kernel/hash.ts';

const hash = (...arrays: ArrayBufferView[]) => arrays.reduce<Hasher>((h, a) => h.add(a), new Hasher()).hex();

describe('a hash', () => {
  it('has sixteen hexadecimal digits and is the same for the same content, wherever it lies in memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat({ max: 7 }), (bytes, offset) => {
        const moved = new Uint8Array(bytes.length + offset + 1);
        moved.set(bytes, offset);
        expect(hash(bytes)).toMatch(/^[0-9a-f]{16}$/);
        expect(hash(moved.subarray(offset, offset + bytes.length))).toBe(hash(bytes));
      }),
    );
  });

  it('changes with any single bit', () => {
    const bytes = new Uint8Array(37);
    const seen = new Set([hash(bytes)]);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      seen.add(hash(bytes));
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
    expect(seen.size).toBe(1 + 8 * bytes.length);
  });

  it('tells order, lengths and splits apart', () => {
    const [a, b] = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    const hashes = [hash(a, b), hash(b, a), hash(Uint8Array.of(1, 2, 3)), hash(a), hash(new Uint8Array(0)), hash()];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('does not collide over many numbers', () => {
    const seen = new Set(Array.from({ length: 100_000 }, (_, i) => new Hasher().addNumber(i).hex()));
    expect(seen.size).toBe(100_000);
    expect(new Hasher().addNumber(-0).hex()).toBe(new Hasher().addNumber(0).hex());
  });
});
