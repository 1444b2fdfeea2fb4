import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { createStyle } from '../../src/style/style.ts';
import { actionOf, helpLine, KEYMAP } from '../../src/tui/keymap.ts';

const style = createStyle(false);

describe('the keymap', () => {
  it.each(Object.entries(KEYMAP))('has one action for a key on the screen %s', (_, bindings) => {
    const keys = bindings.flatMap((binding) => [...binding.keys]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('finds what a key does', () => {
    expect(actionOf('load', ' ')).toBe('pause');
    expect(actionOf('load', 'ctrl+c')).toBe('stop');
    expect(actionOf('load', 'x')).toBeUndefined();
  });

  it.each(['en', 'zh'] as const)('is explained in one row of 80 cells (%s)', (language) => {
    const whole = helpLine('load', { language, style, width: 80 });
    expect(whole.split('   ').length).toBe(4);
    expect(stringWidth(whole)).toBeLessThanOrEqual(80);
    const less = helpLine('load', { language, style, width: 80 }, ['pause', 'faster', 'slower'], 'screen.pace.fixed');
    expect(less.startsWith('q ')).toBe(true);
    expect(less).toMatch(/\+ - [(（]/);
    expect(stringWidth(less)).toBeLessThanOrEqual(80);
    expect(stringWidth(helpLine('load', { language, style, width: 30 }))).toBeLessThanOrEqual(30);
  });
});
