import { z } from 'zod';
import { DIMENSIONS, type RunResult, UNITS } from '../run/result.ts';
import type { Judgement } from '../run/targets.ts';
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

/** Targets as they were written, the scenario's own first. */
export const targetVerdicts = z.array(
  z.strictObject({ target: z.string(), verdict: z.enum(['met', 'missed', 'undecided']) }),
);

export const runOutputSchema = z.strictObject({
  measures,
  breakdowns: z.record(z.enum(DIMENSIONS), z.record(z.string(), measures)),
  series: z.record(z.string(), series),
  targets: targetVerdicts,
  manifest: manifestSchema,
});

/** The result of a run with its manifest, for other programs. */
export function runOutput(
  result: RunResult,
  judgements: readonly Judgement[],
  manifest: Manifest,
): Pick<RunResult, 'measures' | 'breakdowns' | 'series'> & {
  targets: z.infer<typeof targetVerdicts>;
  manifest: Manifest;
} {
  const { measures, breakdowns, series } = result;
  return { measures, breakdowns, series, targets: verdictsOf(judgements), manifest };
}

/** Of targets in the order given. */
export function verdictsOf(judgements: readonly Judgement[]): z.infer<typeof targetVerdicts> {
  return judgements.map(({ target, verdict }) => ({ target: target.text, verdict }));
}
