import type { z } from 'zod';
import {
  type Complaint,
  formatPath,
  formName,
  isMismatch,
  type Mismatch,
  messageOf,
  shown,
  sizeName,
  typeName,
  valueAt,
} from './issues-text.js';

export interface FormattedIssue {
  /** Path of the value in JavaScript notation, such as `body.cards[0].title`. */
  readonly path: string;
  /** The expected value and, if `value` is set, the received one. */
  readonly message: string;
}

export interface FormatIssuesOptions {
  /**
   * Prefix of all paths, such as `body`.
   *
   * @default ''
   */
  readonly root?: string;
  /** The validated value. If set, messages contain the received values, shortened. */
  readonly value?: unknown;
}

/**
 * Formats the issues of a zod error, one for each invalid value. For a union, it reports only the
 * issues of the closest option. Messages are in English, whatever zod's locale; messages of
 * refinements are unchanged.
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

type Path = readonly PropertyKey[];

/** Flattens issues, including those nested in other issues. */
function complaintsOf(issues: readonly z.core.$ZodIssue[], above: Path = []): Complaint[] {
  return issues.flatMap((issue) => complaintsOfIssue(issue, [...above, ...issue.path]));
}

function complaintsOfIssue(issue: z.core.$ZodIssue, path: Path): readonly Complaint[] {
  switch (issue.code) {
    case 'invalid_type':
      return [{ path, expected: [typeName(issue.expected)], wrong: 'type' }];
    case 'invalid_value':
      return [valueComplaint(issue.values, path)];
    case 'too_big':
    case 'too_small':
      return [{ path, expected: [sizeName(issue)], wrong: 'size' }];
    case 'invalid_format':
      return [{ path, expected: [formName(issue)], wrong: 'form' }];
    case 'not_multiple_of':
      return [{ path, expected: [`a multiple of ${issue.divisor}`], wrong: 'form' }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], text: 'unknown key' }));
    case 'invalid_union':
      return complaintsOfUnion(issue, path);
    case 'invalid_key':
      return complaintsOf(issue.issues, path);
    default:
      return [{ path, text: issue.message }];
  }
}

function valueComplaint(values: readonly unknown[], path: Path): Complaint {
  return { path, expected: values.map(shown), wrong: values.length === 1 ? 'constant' : 'type' };
}

function complaintsOfUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path): readonly Complaint[] {
  const options = issue.errors.map((option) => complaintsOf(option, path));
  if (options.length > 0) return closestOption(options, path);
  const constants = 'options' in issue ? issue.options : undefined;
  return [constants ? valueComplaint(constants, path) : { path, text: issue.message }];
}

type Option = readonly Complaint[];

/**
 * The complaints of the union option that the value most likely represents: the one with the fewest
 * different constants, then the fewest complaints, then the deepest. If the value has the wrong type
 * for every option, a single complaint lists what all of them expect.
 *
 * @param path Path of the value.
 */
function closestOption(options: readonly Option[], path: readonly PropertyKey[]): Option {
  const isOtherKind = (complaint: Complaint): complaint is Mismatch =>
    complaint.path.length === path.length &&
    isMismatch(complaint) &&
    (complaint.wrong === 'type' || complaint.wrong === 'constant');
  const [closest] = options.filter((option) => !option.some(isOtherKind)).toSorted(byDistance);
  if (closest) return closest;
  const expected = options.flatMap((option) => option.filter(isOtherKind)).flatMap(expectedOf);
  return [{ path, expected: [...new Set(expected)], wrong: 'type' }];
}

function byDistance(a: Option, b: Option): number {
  return otherConstants(a) - otherConstants(b) || a.length - b.length || depthOf(b) - depthOf(a);
}

function otherConstants(option: Option): number {
  return option.filter((complaint) => isMismatch(complaint) && complaint.wrong === 'constant')
    .length;
}

function depthOf(option: Option): number {
  return Math.max(...option.map(({ path }) => path.length));
}

function expectedOf({ expected }: Mismatch): readonly string[] {
  return expected;
}
