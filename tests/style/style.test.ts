import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { wantsColour } from '../../src/style/style.ts';
import { wrapText } from '../../src/style/wrap.ts';

describe('colour', () => {
  const terminal = { isTTY: true };

  test('is for terminals alone, unless forced', () => {
    expect(wantsColour(terminal, {}, false)).toBe(true);
    expect(wantsColour({}, {}, false)).toBe(false);
    expect(wantsColour(terminal, { TERM: 'dumb' }, false)).toBe(false);
    expect(wantsColour({}, { FORCE_COLOR: '1' }, false)).toBe(true);
  });

  test('can be refused by NO_COLOR and by the option, whatever forces it', () => {
    expect(wantsColour(terminal, { NO_COLOR: '1' }, false)).toBe(false);
    expect(wantsColour(terminal, { NO_COLOR: '' }, false)).toBe(true);
    expect(wantsColour(terminal, { FORCE_COLOR: '1' }, true)).toBe(false);
  });
});

describe('wrapping', () => {
  test('keeps every line within the width, loses nothing, in both languages', () => {
    const word = fc.constantFrom('centre', 'a', '91.2', '%', '网格员', '派遣', '，', '。', 'jiangdu');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), fc.integer({ min: 24, max: 80 }), (words, width) => {
        const text = words.join(' ');
        const lines = wrapText(text, width, 2);
        expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
        expect(lines.join(' ').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
      }),
    );
  });

  test('does not begin a line with punctuation', () => {
    const lines = wrapText('江都区平均派遣时间为，全市平均的三倍。', 12);
    expect(lines.filter((line) => /^[，。]/.test(line))).toEqual([]);
  });
});
