import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['scripts', 'packages/*', 'examples/*'],
    reporters: ['default', './scripts/closing-line-reporter.ts'],
  },
});
