export { formatCount } from './format-count.ts';
export { runMain, UsageError } from './main.ts';
export { formatProblem, PipelineError, type Problem } from './problem.ts';
export { runScript } from './run-script.ts';
export { serializeDocument, writeFileAtomic } from './write.ts';
