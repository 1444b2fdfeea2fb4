import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsv } from '../../src/report/csv.ts';

const FORMULA = /^[=+\-@\t\r]/;

describe('CSV', () => {
  test('any text comes back as it was, or with an apostrophe where a spreadsheet would run it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), { minLength: 1 }), (rows) => {
        const read: string[][] = parse(toCsv(['a', 'b'], rows), { from_line: 2, record_delimiter: '\n' });
        const expected = rows.map((row) => row.map((text) => (FORMULA.test(text) ? `'${text}` : text)));
        expect(read).toEqual(expected);
      }),
    );
  });

  test('negative numbers stay numbers', () => {
    expect(toCsv(['n'], [[-1.5], [null], [undefined], [0]])).toBe('n\n-1.5\n\n\n0\n');
  });

  test('a formula as a name is not run', () => {
    expect(toCsv(['name'], [['=HYPERLINK("http://x")']])).toBe('name\n"\'=HYPERLINK(""http://x"")"\n');
  });
});
