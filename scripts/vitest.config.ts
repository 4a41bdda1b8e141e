import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'scripts',
    include: ['**/*.test.ts'],
    // They share no state in modules; loading these anew for each file took a tenth of the time.
    isolate: false,
    // Tests start servers and processes of their own.
    testTimeout: 30_000,
  },
});
