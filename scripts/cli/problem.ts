/** One problem, described so that a person can fix it without reading our code. */
export interface Problem {
  readonly message: string;
  /** The file or URL it is in, relative to the working directory where possible. */
  readonly file?: string;
  /** RFC 6901 pointer into that file. */
  readonly pointer?: string;
  /** How to fix it. */
  readonly hint?: string;
}

/**
 * An error in the input or the environment, not in our code: the command prints it without a stack
 * and exits with 1. Contains all problems that one step found.
 */
export class PipelineError extends Error {
  readonly problems: readonly Problem[];

  constructor(summary: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(summary, options);
    this.name = 'PipelineError';
    this.problems = problems;
  }
}

export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.pointer && `#${problem.pointer}`].filter(Boolean).join(' ');
  const hint = problem.hint ? `\n    → ${problem.hint}` : '';
  return `  ${place ? `${place}: ` : ''}${problem.message}${hint}`;
}

/** The text that is printed for any error. */
export function formatError(error: unknown): string {
  if (error instanceof PipelineError) {
    return [error.message, ...error.problems.map(formatProblem)].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
