import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EIGHTHS } from '../../src/style/glyphs.ts';
import { bars, progressBar } from '../../src/tui/bars.ts';

const eighthsOf = (rows: readonly string[], column: number): number =>
  rows.reduce((sum, row) => sum + EIGHTHS.indexOf([...row][column] as (typeof EIGHTHS)[number]), 0);

it('draws each value by its share of the height, to an eighth of a cell, and sees whatever is above nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      (values, height) => {
        const most = Math.max(1, ...values);
        const rows = bars(values, height, most);
        expect(rows.map((row) => [...row].length)).toEqual(Array(height).fill(values.length));
        for (const [column, value] of values.entries()) {
          const drawn = eighthsOf(rows, column);
          expect(Math.abs(drawn - (value / most) * height * 8)).toBeLessThanOrEqual(1);
          expect(drawn > 0).toBe(value > 0);
        }
      },
    ),
    { seed: 5 },
  );
});

it('fills a bar by the share that is done', () => {
  expect(progressBar(0, 4)).toBe('░░░░');
  expect(progressBar(0.5, 4)).toBe('██░░');
  expect(progressBar(1.7, 4)).toBe('████');
});
