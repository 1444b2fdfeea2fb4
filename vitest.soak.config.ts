import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'tests/**/*.soak.test.ts',
      ...['tests/field/laws.test.ts', 'tests/field/stretch.test.ts', 'tests/load/invariants/judge.test.ts'],
    ],
    globalSetup: 'tests/own-cache.ts',
    env: { GRIDBEAT_SOAK: '20' },
    exclude: ['dist/**'],
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
  },
});
