import { z } from 'zod';

/** What `backend new --json` prints: the files that were written. */
export const backendNewOutputSchema = z.strictObject({ written: z.array(z.string()) });
