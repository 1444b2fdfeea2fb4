import { fileURLToPath } from 'node:url';

/** The program as it is shipped: `npm test` builds it first. */
export const PROGRAM = fileURLToPath(new URL('../bin/gridbeat.js', import.meta.url));
