import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    // Whole layers and programs run here; on a busy machine they take their time.
    testTimeout: 30_000,
  },
});
