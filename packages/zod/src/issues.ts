import type { z } from 'zod';
import { complaintsOf } from './issues/complaints.js';
import { messageOf } from './issues/message.js';
import { formatPath, valueAt } from './issues/path.js';

export interface FormattedIssue {
  /** Where, as a program would write it: `body.cards[0].title`. */
  readonly path: string;
  /** What was expected and, where it is known, what was received. */
  readonly message: string;
}

export interface FormatIssuesOptions {
  /**
   * What all paths begin with, such as `body`.
   *
   * @default ''
   */
  readonly root?: string;
  /** What was validated. With it, messages say what was received, shortened. */
  readonly value?: unknown;
}

/**
 * What a validator objects to, one line for each field. Of a union it is what stands between the
 * value and the option that it is closest to. Messages are in English, whatever zod's locale; those
 * of refinements are as they were written.
 *
 * @example
 * const { error } = zCreateCardBody.safeParse(body);
 * if (error) console.error(formatIssues(error, { root: 'body', value: body }));
 * // [{ path: 'body.title', message: 'expected string, received 12' }]
 */
export function formatIssues(
  error: z.core.$ZodError | readonly z.core.$ZodIssue[],
  options: FormatIssuesOptions = {},
): FormattedIssue[] {
  const { root = '' } = options;
  const issues = 'issues' in error ? error.issues : error;
  return complaintsOf(issues).map((complaint) => {
    const { path } = complaint;
    const received = 'value' in options ? { value: valueAt(options.value, path) } : undefined;
    return { path: formatPath(root, path), message: messageOf(complaint, received) };
  });
}
