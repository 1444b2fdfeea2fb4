import { z } from 'zod';
import { DIMENSIONS, type RunResult, UNITS } from '../run/result.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/** What `run --json` prints. */

const measure = z.strictObject({
  value: z.number().nullable(),
  /** 95 % interval over the replications; null for one replication, counts and longest times. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.enum(UNITS),
  /** The true value is larger: the percentile falls among the unfinished. */
  censored: z.literal(true).optional(),
  reason: z.enum(['tooFew', 'none']).optional(),
});
export const measures = z.record(z.string(), measure);

const series = z.strictObject({
  unit: z.enum(UNITS),
  stepSeconds: z.number().positive(),
  /** Seconds since the scenario's start of the first step. */
  from: z.number(),
  values: z.array(z.number().nullable()),
});

export const runOutputSchema = z.strictObject({
  measures,
  breakdowns: z.record(z.enum(DIMENSIONS), z.record(z.string(), measures)),
  series: z.record(z.string(), series),
  manifest: manifestSchema,
});

/** The result of a run with its manifest, for other programs. */
export function runOutput(
  result: RunResult,
  manifest: Manifest,
): Pick<RunResult, 'measures' | 'breakdowns' | 'series'> & {
  manifest: Manifest;
} {
  const { measures, breakdowns, series } = result;
  return { measures, breakdowns, series, manifest };
}
