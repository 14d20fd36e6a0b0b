import { defineConfig } from 'vitest/config';

/** Other people's recordings through the real program; the folder is named by VIGIE_RECORDINGS. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/recordings/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
