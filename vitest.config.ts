import { defineConfig } from 'vitest/config';

const setupFiles = ['test/support/seed.ts'];
/** A condition that comes late on a busy machine still comes. */
const expect = { poll: { timeout: 15_000 } };

/** unit: pure and quick, needs nothing installed · platform: the real program, disks, sockets and Debian's programs · browser: real Chromium. */
export default defineConfig({
  test: {
    // a test waits for processes and disks more than it computes
    maxWorkers: 2,
    projects: [
      // properties of thousands of runs take their time on a busy machine
      // pure modules keep nothing between files, so they are loaded once
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], setupFiles, isolate: false, testTimeout: 30_000 } },
      {
        test: {
          name: 'platform',
          include: ['test/platform/**/*.test.ts'],
          setupFiles,
          expect,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/build-screens.ts'],
          setupFiles,
          expect,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
