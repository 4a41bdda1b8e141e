import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'runtimes',
    maxConcurrency: 3,
    include: ['test/**/*.test.ts'],
    // Installing the packages and starting browsers take seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
