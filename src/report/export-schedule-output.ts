import { z } from 'zod';

/** What `export schedule --json` prints. */
export const exportScheduleOutputSchema = z.strictObject({
  file: z.string(),
  operations: z.strictObject({ report: z.int(), visits: z.int(), read: z.int(), list: z.int() }),
  /** Wall seconds. */
  seconds: z.int(),
  /** Most operations that begin in one second. */
  peakPerSecond: z.int(),
});
export type ExportScheduleOutput = z.infer<typeof exportScheduleOutputSchema>;
