import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'scripts',
    include: ['**/*.test.ts'],
    // Modules have no shared state; reloading them for each file took a tenth of the time.
    isolate: false,
    // Tests start servers and processes.
    testTimeout: 30_000,
  },
});
