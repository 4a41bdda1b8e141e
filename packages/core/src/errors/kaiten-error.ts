import type { Attempt } from '../attempt.js';

// A key that two installed copies of this package share: `instanceof` knows only one of them.
const BRAND: unique symbol = Symbol.for('kaiten-sdk.error') as never;

export interface KaitenErrorOptions extends ErrorOptions {
  readonly operationId?: string | undefined;
  readonly method?: string | undefined;
  readonly pathTemplate?: string | undefined;
  readonly attempts?: readonly Attempt[] | undefined;
  /** Why it was not repeated, where it is of a kind that is. */
  readonly notRepeated?: string | undefined;
}

/** What every error of the SDK is. None of them ever holds the token. */
export class KaitenError extends Error {
  readonly [BRAND] = true;
  /** Name of the operation in the contract, where the call is one of its. */
  declare operationId: string | undefined;
  /** HTTP method. */
  declare method: string | undefined;
  /** Path as the contract spells it, such as `/cards/{card_id}`. */
  declare pathTemplate: string | undefined;
  /** What was tried, in order; empty when nothing was sent. */
  declare attempts: readonly Attempt[];

  constructor(message: string, options: KaitenErrorOptions = {}) {
    const { operationId, method, pathTemplate, attempts = [], notRepeated } = options;
    const tried = attempts.length > 1 ? ` (${attempts.length} attempts)` : '';
    super(message + tried + (notRepeated ? `; not repeated: ${notRepeated}` : ''), options);
    this.operationId = operationId;
    this.method = method;
    this.pathTemplate = pathTemplate;
    this.attempts = attempts;
  }

  override get name(): string {
    return 'KaitenError';
  }

  /** The fields with name and message, for structured logs. */
  toJSON(): object {
    // An attempt may have failed with this very error.
    const attempts = this.attempts.map(({ error, ...rest }) => ({
      ...rest,
      error: error && String(error),
    }));
    return { ...this, attempts, name: this.name, message: this.message };
  }
}

/** Whether it is an error of the SDK, of whichever installed copy. */
export function isKaitenError(error: unknown): error is KaitenError {
  return BRAND in Object(error);
}
