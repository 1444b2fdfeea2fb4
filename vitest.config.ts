import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.soak.test.ts', 'dist/**'],
    globalSetup: 'tests/own-cache.ts',
    testTimeout: 60_000,
    // Half of a file's time is waiting for a process or for the clock; with three at a time loads are now and then judged
    // by what the machine, and not the server, was late with.
    maxWorkers: 2,
    // Files share what they import, which is a sixth of the time: none may change anything outside its own folders.
    isolate: false,
    // Programs that the tests start need half as long to begin.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('.cache/compile', import.meta.url)) },
  },
});
