import type { z } from 'zod';

/** One problem of a value at one path. */
export type Complaint = Mismatch | Remark;

/** The value is not one of the expected ones. */
export interface Mismatch {
  readonly path: readonly PropertyKey[];
  /** Descriptions of the accepted values. */
  readonly expected: readonly string[];
  /** `size` is a length or limit, `form` the format of a text or number. */
  readonly wrong: 'type' | 'constant' | 'size' | 'form';
}

/** Any other problem, described by the text. */
interface Remark {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

export function isMismatch(complaint: Complaint): complaint is Mismatch {
  return 'expected' in complaint;
}

const MOST_NAMED = 12;

/** `expected at most 256 characters, received 300`. */
export function messageOf(complaint: Complaint, received?: { readonly value: unknown }): string {
  if (!isMismatch(complaint)) return complaint.text;
  const expected = `expected ${eitherOf(complaint.expected)}`;
  if (!received) return expected;
  if (received.value === undefined) return `missing, ${expected}`;
  const show = complaint.wrong === 'size' ? shownSize : shown;
  return `${expected}, received ${show(received.value)}`;
}

/** `1, 2 or 3` */
function eitherOf(names: readonly string[]): string {
  const last = names.length > MOST_NAMED ? `${names.length - MOST_NAMED} others` : names.at(-1);
  const others = names.slice(0, Math.min(names.length - 1, MOST_NAMED));
  return others.length > 0 ? `${others.join(', ')} or ${last}` : `${last}`;
}

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

const LONGEST_TEXT = 40;

/** Describes a value: long texts are shortened, arrays and objects are described by their size. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return `array of ${counted(value.length, 'item')}`;
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || value === null) return String(value);
  return `object with ${counted(Object.keys(value).length, 'key')}`;
}

/** The length of a text or array, otherwise the value. */
function shownSize(value: unknown): string {
  return typeof value === 'string' || Array.isArray(value) ? `${value.length}` : shown(value);
}

function counted(count: number | bigint, unit: string): string {
  return `${count} ${unit}${Number(count) === 1 ? '' : 's'}`;
}

function shownText(text: string): string {
  // A character may take two places; none is cut in half.
  const start = [...text.slice(0, 2 * LONGEST_TEXT)].slice(0, LONGEST_TEXT).join('');
  return `${JSON.stringify(start)}${start.length < text.length ? '…' : ''}`;
}

/** The path in JavaScript notation, such as `body.cards[0].title`. */
export function formatPath(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((above, key) => {
    if (typeof key === 'number') return `${above}[${key}]`;
    if (typeof key === 'symbol') return `${above}[${String(key)}]`;
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) return `${above}[${JSON.stringify(key)}]`;
    return above === '' ? key : `${above}.${key}`;
  }, root);
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, key) =>
      Object.hasOwn(Object(parent), key) ? Reflect.get(Object(parent), key) : undefined,
    value,
  );
}
