import { operations } from './generated/validators.gen.js';

/**
 * Validators of all operations, for the option `validators` of `createKaiten`. Each operation is a
 * dynamic import of its own with a fixed name, so that bundlers find it, and is loaded on first use.
 *
 * @example
 * const kaiten = createKaiten({ domain: 'acme', validate: 'strict', validators });
 * @example Bundles the validators of one operation only
 * const { createCard } = validators.operations;
 * const kaiten = createKaiten({ validators: { ...validators, operations: { createCard } } });
 */
export const validators: {
  /** Load the validators of an operation, such as `{ zGetCardPath, zGetCardResponse }`. */
  readonly operations: typeof operations;
  readonly issues: () => Promise<typeof import('./issues.js')>;
  readonly report: () => Promise<typeof import('./report.js')>;
} = {
  operations,
  issues: () => import('./issues.js'),
  report: () => import('./report.js'),
};
