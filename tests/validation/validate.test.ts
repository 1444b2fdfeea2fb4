import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { validation as catalogue } from '../../src/locales/en/validation.ts';
import { validationOutput, validationOutputSchema } from '../../src/report/validation-output.ts';
import { validationHtml, validationMarkdown } from '../../src/report/validation-page.ts';
import { validationTable } from '../../src/report/validation-table.ts';
import { createStyle } from '../../src/style/style.ts';
import { ENGINE } from '../../src/validation/engine.ts';
import { type Experiment, MEAN } from '../../src/validation/experiment.ts';
import { arrivals } from '../../src/validation/experiments/arrivals.ts';
import { numbers } from '../../src/validation/experiments/numbers.ts';
import { travel } from '../../src/validation/experiments/travel.ts';
import { validate } from '../../src/validation/validate.ts';

/** Readings that lie about 0.5 + `off`, another `off` in the second run. */
function coin(off: readonly [first: number, second: number]): Experiment {
  return {
    name: 'coin',
    pieces: 2,
    seconds: 0,
    rows: [{ key: 'coin', theme: 'numbers', theory: 0.5, judging: MEAN, source: '' }],
    run: async ({ seed, piece }) => ({
      coin: Array.from({ length: 20 }, (_, i) => 0.5 + off[seed.endsWith('again') ? 1 : 0] + ((i + piece) % 2) - 0.5),
    }),
  };
}

function runAll(experiments: readonly Experiment[], signal?: AbortSignal) {
  const seen: { piece: number; seed: string }[] = [];
  const result = validate({
    experiments,
    seed: 'x',
    ...(signal && { signal }),
    run: async ({ experiment, piece, seed }) => {
      seen.push({ piece, seed });
      const found = experiments.find(({ name }) => name === experiment);
      if (found === undefined) throw new RangeError(experiment);
      return found.run({ seed, piece, engine: ENGINE, city: undefined });
    },
  });
  return result.then((found) => ({ ...found, seen }));
}

describe('a row that misses', () => {
  test('is tried again with a fresh stream and ten times the data, and judged on that alone', async () => {
    const { passed, rows, seen } = await runAll([coin([5, 0])]);
    expect(passed).toBe(true);
    expect(rows[0]).toMatchObject({ again: true, passed: true, simulated: 0.5 });
    expect(seen.filter(({ seed }) => seed === 'x')).toHaveLength(2);
    expect(seen.filter(({ seed }) => seed !== 'x')).toHaveLength(20);
  });

  test('fails the run if it misses again; one that does not miss is left as it is', async () => {
    expect(await runAll([coin([5, 5])])).toMatchObject({ passed: false });
    expect((await runAll([coin([0, 5])])).rows[0]).toMatchObject({ again: false, passed: true });
  });
});

test('an abort keeps the experiments that were finished', async () => {
  const abort = new AbortController();
  const never: Experiment = { ...coin([0, 0]), name: 'never', run: () => new Promise(() => {}) };
  const result = runAll([coin([0, 0]), never], abort.signal);
  setTimeout(() => abort.abort(), 20);
  expect(await result).toMatchObject({ unfinished: ['never'], passed: false, rows: [{ row: { key: 'coin' } }] });
});

test('the engine passes what is quick, and every face tells the same', async () => {
  const experiments = [travel(1), arrivals(3), numbers(2)];
  const { seen: _, ...result } = await runAll(experiments);
  expect(result.rows.filter(({ passed }) => !passed)).toEqual([]);
  expect(validationOutputSchema.parse(validationOutput(result)).rows).toHaveLength(result.rows.length);
  for (const language of ['en', 'zh'] as const) {
    const table = validationTable(result, language, createStyle(false));
    const page = validationHtml(result, language);
    const markdown = validationMarkdown(result, language);
    for (const text of [table, page, markdown]) expect(text).toContain('626.66');
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(3);
  }
});

test('the table fits 80 columns, whatever the row and its verdict', async () => {
  const { seen: _, ...result } = await runAll([numbers(1)]);
  const [sample] = result.rows;
  const keys = Object.keys(catalogue).flatMap((key) => /^validation\.row\.(.+)$/.exec(key)?.[1] ?? []);
  const values = { simulated: 1000.123, low: -999.991, high: 1000.456, limit: null, passed: false, again: true };
  const rows = keys.map((key) => ({ ...sample, ...values, row: { ...sample.row, key, theory: 1000.123 } }));
  for (const language of ['en', 'zh'] as const) {
    const table = validationTable({ ...result, rows }, language, createStyle(false));
    expect(table.split('\n').filter((line) => stringWidth(line) > 80 || line.includes('…'))).toEqual([]);
    expect(table.match(/^\* /m)).not.toBeNull();
  }
});
