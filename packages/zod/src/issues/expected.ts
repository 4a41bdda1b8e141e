import type { z } from 'zod';
import { counted } from './shown.js';

const TYPES: Readonly<Record<string, string>> = {
  int: 'integer',
  nonoptional: 'value',
  record: 'object',
  tuple: 'array',
};

export function typeName(expected: string): string {
  return TYPES[expected] ?? expected;
}

const UNITS: Readonly<Record<string, string>> = {
  string: 'character',
  array: 'item',
  set: 'item',
  map: 'item',
  file: 'byte',
};

/** `at most 256 characters`. */
export function sizeName(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const limit = issue.code === 'too_big' ? issue.maximum : issue.minimum;
  const unit = UNITS[issue.origin];
  return `${bound(issue)} ${unit ? counted(limit, unit) : limit}`;
}

function bound({
  code,
  exact,
  inclusive,
}: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  if (exact) return 'exactly';
  if (code === 'too_big') return inclusive ? 'at most' : 'less than';
  return inclusive ? 'at least' : 'more than';
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'ISO 8601 date',
  datetime: 'ISO 8601 date and time',
  email: 'email address',
  guid: 'UUID',
  uuid: 'UUID',
  url: 'URL',
};

export function formName({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  if (format === 'regex' && pattern !== undefined) return `text that matches ${pattern}`;
  return FORMATS[format] ?? `text in the format ${format}`;
}
