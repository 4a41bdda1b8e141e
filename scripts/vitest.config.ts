import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'scripts',
    include: ['**/*.test.ts'],
    // Tests start servers and processes of their own.
    testTimeout: 30_000,
  },
});
