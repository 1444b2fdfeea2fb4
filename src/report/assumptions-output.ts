import { z } from 'zod';

const assumption = z.strictObject({
  path: z.string(),
  value: z.unknown(),
  /** N, S1.., D, R, A, several of them, `set` for a value given by --set, or empty. */
  label: z.string(),
  note: z.string(),
});

/** What `run --assumptions --json` prints: every value of the scenario, and of its city, with where it comes from. */
export const assumptionsOutputSchema = z.strictObject({
  assumptions: z.array(assumption),
  /** Numbers that the city is built from: paths in its `city.json`. */
  city: z.array(assumption),
});
