import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/**/*.soak.test.ts', 'dist/**'], testTimeout: 60_000 },
});
