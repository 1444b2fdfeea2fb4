import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { between, cut, left, right } from '../../src/style/cells.ts';

const text = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc
    .array(fc.constantFrom('扬', '州', 'a', ' ', '·', '！', 'é', '👷'), { maxLength: 30 })
    .map((parts) => parts.join('')),
);

it('takes exactly the cells it is given, also in Chinese', () => {
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 40 }), (one, other, width) => {
      expect(stringWidth(cut(one, width))).toBeLessThanOrEqual(width);
      for (const cell of [left(one, width), right(one, width), between(one, other, width)])
        expect(stringWidth(cell)).toBe(width);
    }),
    { numRuns: 500, seed: 7 },
  );
});

it('leaves alone what fits, and says where something is left out', () => {
  expect(cut('扬州', 4)).toBe('扬州');
  expect(cut('扬州市', 5)).toBe('扬州…');
  expect(cut('扬州市', 4)).toBe('扬…');
  expect(left('ab', 4)).toBe('ab  ');
  expect(right('ab', 4)).toBe('  ab');
  expect(between('one', 'two', 8)).toBe('one  two');
});
