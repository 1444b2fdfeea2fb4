import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.soak.test.ts', 'dist/**'],
    globalSetup: 'tests/own-cache.ts',
    testTimeout: 60_000,
    // On two cores: a third of a file's time is waiting for a process or for the clock.
    maxWorkers: 3,
    // Programs that the tests start need half as long to begin.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('.cache/compile', import.meta.url)) },
  },
});
