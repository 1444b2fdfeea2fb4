import { z } from 'zod';

/** What `run --assumptions --json` prints: every value of the scenario with where it comes from. */
export const assumptionsOutputSchema = z.strictObject({
  assumptions: z.array(
    z.strictObject({
      path: z.string(),
      value: z.unknown(),
      /** N, S1.., D, R, A, several of them, `set` for a value given by --set, or empty. */
      label: z.string(),
      note: z.string(),
    }),
  ),
});
