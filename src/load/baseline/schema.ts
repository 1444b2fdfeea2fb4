import { z } from 'zod';

const measure = z.object({ value: z.number().nullable() });

/**
 * What is read of an earlier load's `result.json`: as little as a comparison needs, so that results of other versions can
 * be read as long as they have it.
 */
export const baselineSchema = z.object({
  measures: z.record(z.string(), measure),
  sections: z.record(z.string(), z.array(z.number().nullable()).max(1000)),
  validity: z.object({ valid: z.boolean() }),
  interrupted: z.boolean(),
  lost: z.object({ target: z.string() }).nullable(),
  setting: z.object({
    speed: z.number(),
    localTime: z.string(),
    warmup: z.number(),
    duration: z.number(),
    maxInFlight: z.number(),
    threads: z.number(),
    reportsOnly: z.number().nullable(),
    ramp: z.object({ seconds: z.number(), from: z.number() }),
  }),
  manifest: z.object({
    name: z.string(),
    hash: z.string(),
    seed: z.string(),
    cityHash: z.string(),
    backend: z.string(),
    backendVersion: z.string(),
    version: z.string(),
    machine: z.object({ platform: z.string(), cpu: z.string(), cores: z.number() }),
    startedAt: z.string(),
  }),
});

/** An earlier load that another is compared with. */
export type Baseline = z.output<typeof baselineSchema>;
