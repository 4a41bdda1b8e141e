import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/testing/longest-first.ts';

export default defineConfig({
  test: {
    projects: ['scripts', 'packages/*', 'examples/*', 'runtimes'],
    reporters: ['default', './scripts/testing/closing-line-reporter.ts'],
    sequence: { sequencer: LongestFirst },
  },
});
