import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';

export default defineConfig({
  test: {
    projects: ['scripts', 'packages/*', 'examples/*'],
    reporters: ['default', './scripts/closing-line-reporter.ts'],
    sequence: { sequencer: LongestFirst },
  },
});
