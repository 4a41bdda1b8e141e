/** One thing that is wrong, told so that a person can mend it without reading our code. */
export interface Problem {
  readonly message: string;
  /** The file or URL it is in, relative to the working directory where possible. */
  readonly file?: string;
  /** RFC 6901 pointer into that file. */
  readonly pointer?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/**
 * A failure that is the input's or the environment's, not ours: the command line prints it without
 * a stack and exits with 1. All problems that one step found travel together.
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

/** The text a person sees for any error, ours or not. */
export function formatError(error: unknown): string {
  if (error instanceof PipelineError) {
    return [error.message, ...error.problems.map(formatProblem)].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
