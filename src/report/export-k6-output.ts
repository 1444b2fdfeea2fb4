import { z } from 'zod';

const perName = z.strictObject({ report: z.int(), visits: z.int(), read: z.int(), list: z.int() });

/** What `export k6 --json` prints. */
export const exportK6OutputSchema = z.strictObject({
  folder: z.string(),
  /** Names in the folder, the script first. */
  files: z.array(z.string()),
  /** Crews' operations are in no k6 script: they follow orders. */
  part: z.literal('open'),
  operations: perName,
  /** Wall seconds. */
  seconds: z.int(),
  /** Most operations that begin in one second. */
  peakPerSecond: z.int(),
  virtualUsers: z.int(),
});
export type ExportK6Output = z.infer<typeof exportK6OutputSchema>;
