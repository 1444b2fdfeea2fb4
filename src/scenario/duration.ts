import { z } from 'zod';
import { atLeast0, positive } from './basics.ts';

/** Any duration of the model. The unit is the key's; `mean` and `median` are in that unit. */
export const duration = z.discriminatedUnion('dist', [
  z.strictObject({ dist: z.literal('deterministic'), value: atLeast0 }),
  z.strictObject({ dist: z.literal('exponential'), mean: positive }),
  z.strictObject({ dist: z.literal('erlang'), mean: positive, k: z.int().min(1).max(1000) }),
  z.strictObject({
    dist: z.literal('hyperexponential'),
    mean: positive,
    /** Squared coefficient of variation; balanced means. */
    scv: z.number().min(1),
  }),
  z.strictObject({ dist: z.literal('lognormal'), median: positive, sigma: atLeast0.max(5) }),
  z.strictObject({ dist: z.literal('gamma'), mean: positive, shape: positive }),
  z.strictObject({ dist: z.literal('weibull'), scale: positive, shape: positive }),
  z.strictObject({
    dist: z.literal('empirical'),
    /** Quantiles at equal steps from 0 to 1, interpolated; rising. */
    quantiles: z
      .array(atLeast0)
      .min(2)
      .max(1001)
      .refine(
        (list) => list.every((value, index) => index === 0 || value >= (list[index - 1] ?? 0)),
        'scenario.notRising',
      ),
  }),
]);
export type Duration = z.infer<typeof duration>;
