import type { z } from 'zod';
import type { Complaint } from './complaint.js';
import { formName, sizeName, typeName } from './expected.js';
import { shown } from './shown.js';
import { closestOption } from './union.js';

type Path = readonly PropertyKey[];

/** What issues complain of, those that are inside others included. */
export function complaintsOf(issues: readonly z.core.$ZodIssue[], above: Path = []): Complaint[] {
  return issues.flatMap((issue) => complaintsOfOne(issue, [...above, ...issue.path]));
}

function complaintsOfOne(issue: z.core.$ZodIssue, path: Path): readonly Complaint[] {
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
