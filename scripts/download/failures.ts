import { PipelineError, type Problem } from '../cli/problem.ts';

interface SpecErrorOptions extends ErrorOptions {
  /** Whether the same request may succeed when sent again; `false` by default. */
  readonly isTransient?: boolean;
  /** The delay that the server requested with `Retry-After`, in milliseconds. */
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

/** The server did not send a complete response: the pipeline may continue with the pinned snapshot. */
export class SpecUnreachableError extends SpecError {
  override readonly name = 'SpecUnreachableError';
}

/** The response is unusable. Continuing would hide that upstream is broken. */
export class SpecRejectedError extends SpecError {
  override readonly name = 'SpecRejectedError';
}

export function isSpecError(error: unknown): error is SpecError {
  return error instanceof SpecError;
}

/** Known failures of `fetch` and its body reader. */
export interface NetworkFailure {
  /** A short description, followed by the error code in parentheses. */
  readonly words: string;
  /** Whether a response arrived that is not valid HTTP or not in the declared encoding. */
  readonly isMalformed: boolean;
  /** Whether the host cannot be reached at all, so that an immediate retry would not help. */
  readonly isHostUnreachable: boolean;
}

const HOST_UNREACHABLE = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'];

const WORDS: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the host name is not known',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was closed',
};

/** Describes why sending a request or reading its response failed. */
export function describeNetworkFailure(error: unknown): NetworkFailure {
  const root = rootCause(error);
  const code = (root as NodeJS.ErrnoException).code;
  const words = (code && WORDS[code]) ?? root.message;
  return {
    words: typeof code === 'string' ? `${words} (${code})` : words,
    isMalformed: root.name === 'HTTPParserError' || isDecompressionError(code),
    isHostUnreachable: HOST_UNREACHABLE.includes(code ?? ''),
  };
}

/** The codes of zlib, and of Brotli. */
function isDecompressionError(code: unknown): boolean {
  return typeof code === 'string' && /^(Z_|ERR__ERROR_)/.test(code);
}

/** `fetch` wraps the original error; a host with several addresses produces one error for each. */
function rootCause(error: unknown): Error {
  if (error instanceof AggregateError && error.errors[0]) return rootCause(error.errors[0]);
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause === undefined ? error : rootCause(error.cause);
}

export interface Backoff {
  /** The maximum wait before the first retry, in milliseconds; doubles with each retry. */
  readonly baseMs: number;
  /** The maximum wait in milliseconds, even if the server requests a longer one. */
  readonly capMs: number;
}

export const DEFAULT_BACKOFF = { baseMs: 500, capMs: 5_000 } satisfies Backoff;

/** Whether the same request may succeed later, according to the status code. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * How long to wait before a retry, in milliseconds: full jitter, at least the delay that the server
 * requested, and at most `capMs`.
 *
 * @param retry 1 for the first retry.
 * @param random From 0 to 1.
 */
export function retryDelayMs(
  retry: number,
  retryAfterMs: number | undefined,
  random: number,
  { baseMs, capMs }: Backoff,
): number {
  const jitter = random * Math.min(capMs, baseMs * 2 ** (retry - 1));
  return Math.min(capMs, Math.max(jitter, retryAfterMs ?? 0));
}

/** The delay of a `Retry-After` header in milliseconds. The header contains seconds or a date. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
