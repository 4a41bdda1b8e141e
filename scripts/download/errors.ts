import { PipelineError, type Problem } from '../cli/problem.ts';

interface SpecErrorOptions extends ErrorOptions {
  /** Whether the same request may succeed when sent again; `false` by default. */
  readonly isTransient?: boolean;
  /** How long the server asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

abstract class SpecError extends PipelineError {
  readonly isTransient: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(summary: string, problems: readonly Problem[] = [], options: SpecErrorOptions = {}) {
    super(summary, problems, options);
    this.isTransient = options.isTransient ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Nobody answered, or not to the end: the pipeline may go on with the pinned snapshot. */
export class SpecUnreachableError extends SpecError {
  override readonly name = 'SpecUnreachableError';
}

/** There was an answer that is of no use: going on would hide that upstream is broken. */
export class SpecRejectedError extends SpecError {
  override readonly name = 'SpecRejectedError';
}

export function isSpecError(error: unknown): error is SpecError {
  return error instanceof SpecError;
}
