import { KaitenError, type KaitenErrorOptions } from './kaiten-error.js';
import { named } from './named.js';

/** No whole answer arrived: refused, reset, cut short, or not what its content type says. */
export interface ConnectionError extends KaitenError {
  readonly name: 'ConnectionError';
}
export const ConnectionError = /* @__PURE__ */ named<typeof KaitenError, ConnectionError>(
  KaitenError,
  'ConnectionError',
);

/** An attempt or the whole call took longer than it may. */
export interface TimeoutError extends KaitenError {
  readonly name: 'TimeoutError';
}
export const TimeoutError = /* @__PURE__ */ named<typeof KaitenError, TimeoutError>(
  KaitenError,
  'TimeoutError',
);

/** The caller's signal ended the call; `cause` is the signal's reason. */
export interface AbortError extends KaitenError {
  readonly name: 'AbortError';
}
export const AbortError = /* @__PURE__ */ named<typeof KaitenError, AbortError>(
  KaitenError,
  'AbortError',
);

/** The queue of the limiter is full: more calls are waiting than it may hold. */
export class QueueFullError extends KaitenError {
  /** How many calls may wait. */
  declare readonly maxQueued: number;

  constructor(maxQueued: number, options?: KaitenErrorOptions) {
    super(`${maxQueued} calls wait already: await some first, or raise maxQueued`, options);
    this.maxQueued = maxQueued;
  }

  override get name() {
    return 'QueueFullError' as const;
  }
}

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** Where it is, as in `body.title`. */
  readonly path: string;
  readonly message: string;
}

export interface ValidationErrorOptions extends KaitenErrorOptions {
  /** The response that was refused, parsed. */
  readonly data?: unknown;
}

/**
 * In strict mode: a request that the contract refuses, before anything is sent, or a response that it
 * refuses. In the second case the server has done what it was asked: `data` is what it responded.
 */
export class ValidationError extends KaitenError {
  /** Which of the two it was. */
  readonly direction: 'request' | 'response';
  readonly issues: readonly ValidationIssue[];
  // Not a property: whatever logs or copies the error would have the user's data in it.
  readonly #data: unknown;

  constructor(
    direction: 'request' | 'response',
    issues: readonly ValidationIssue[],
    options?: ValidationErrorOptions,
  ) {
    const shown = issues.slice(0, SHOWN_ISSUES).map(({ path, message }) => `${path}: ${message}`);
    const more = issues.length > SHOWN_ISSUES ? `; and ${issues.length - SHOWN_ISSUES} more` : '';
    super(
      `${options?.operationId ?? 'The call'}: the ${direction} is not what the contract says: ${shown.join('; ')}${more}`,
      options,
    );
    this.direction = direction;
    this.issues = issues;
    this.#data = options?.data;
  }

  /**
   * The response as the server sent it, parsed but unchecked: after a write, the thing that was
   * created or changed. `undefined` for a request. It is not in `toJSON`, nor in what `console.log`
   * prints.
   */
  get data(): unknown {
    return this.#data;
  }

  override get name() {
    return 'ValidationError' as const;
  }
}

const SHOWN_ISSUES = 3;
