/**
 * Whether requests and answers are compared with the contract: not at all; and what differs is told
 * to `onFinding`; or it is thrown as a `ValidationError`, for a request before anything is sent.
 */
export type Validation = 'off' | 'report' | 'strict';

/** Something that the contract does not say so. */
export interface Finding {
  /** `mismatch` breaks the contract; the contract does not know a `key`, or a value of an `enum`. */
  readonly kind: 'mismatch' | 'key' | 'enum';
  readonly direction: 'request' | 'response';
  readonly operationId: string;
  /** Where it is, as in `body.title`. */
  readonly path: string;
  /** In words. */
  readonly message: string;
}

/** Loads the validators of one operation: `(id) => import(`@kaiten-sdk/zod/operations/${id}`)`. */
export type ValidatorLoader = (operationId: string) => Promise<Readonly<Record<string, unknown>>>;

const VALIDATIONS: readonly Validation[] = ['off', 'report', 'strict'];

/** @throws TypeError when it is none of the three. */
export function checkValidation(validate: Validation | undefined): void {
  if (validate === undefined || VALIDATIONS.includes(validate)) return;
  throw new TypeError(
    `validate is ${JSON.stringify(validate)}: give one of ${VALIDATIONS.join(', ')}`,
  );
}
