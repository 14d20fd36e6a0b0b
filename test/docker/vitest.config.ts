import { defineConfig } from 'vitest/config';

/** Engines that Debian lacks, in containers: needs Docker, and fetches their images. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/docker/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
