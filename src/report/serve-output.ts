import { z } from 'zod';

/** What `gridbeat serve --json` prints once it listens. */
export const serveOutputSchema = z.strictObject({
  url: z.string().describe('Where the Gridbeat Dispatch API is: http://HOST:PORT'),
  database: z.string().describe('The database file'),
});
export type ServeOutput = z.output<typeof serveOutputSchema>;
