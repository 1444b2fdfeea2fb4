import { z } from 'zod';
import { THEMES } from '../validation/experiment.ts';
import type { ValidationResult } from '../validation/validate.ts';

/** What `validate --json` prints. */
export const validationOutputSchema = z.strictObject({
  seed: z.string(),
  passed: z.boolean(),
  /** Probability of a miss by chance that each row was judged with. */
  level: z.number(),
  /** Experiments that an interruption left out. */
  unfinished: z.array(z.string()),
  rows: z.array(
    z.strictObject({
      key: z.string(),
      theme: z.enum(THEMES),
      theory: z.number(),
      simulated: z.number(),
      /** 95 % interval; null where the row has none. */
      low: z.number().nullable(),
      high: z.number().nullable(),
      /** Largest distance that passes; null for other rows. */
      limit: z.number().nullable(),
      passed: z.boolean(),
      /** It missed at first; this is a fresh stream with ten times the data. */
      again: z.boolean(),
      source: z.string(),
    }),
  ),
});
export type ValidationOutput = z.infer<typeof validationOutputSchema>;

/** The rows of a validation for other programs. */
export function validationOutput({ seed, passed, level, unfinished, rows }: ValidationResult): ValidationOutput {
  return {
    seed,
    passed,
    level,
    unfinished: [...unfinished],
    rows: rows.map(({ row: { key, theme, theory, source }, ...finding }) => ({
      key,
      theme,
      theory,
      source,
      ...finding,
    })),
  };
}
