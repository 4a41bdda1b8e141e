import {
  checkNumber,
  checkOptions,
  isPlainObject,
  type OptionCheck,
  type OptionChecks,
} from '@kaiten-sdk/core';
import type { Hooks } from './hooks.js';
import type { ListOptions } from './list.js';
import type {
  AddressOptions,
  CallOptions,
  CommonOptions,
  KaitenOptions,
  RequestOptions,
  ValidationMode,
} from './options.js';
import type { UploadOptions } from './uploads.js';

// Options of the retry and rate limit packages are validated there; here only their names.

const unchecked: OptionCheck = () => undefined;
const isFunction = (value: unknown) =>
  typeof value === 'function' ? undefined : 'pass a function, or omit it';
const isNumber: OptionCheck = (value) =>
  Number.isFinite(value) ? undefined : 'pass a finite number';
const isBoolean: OptionCheck = (value) =>
  typeof value === 'boolean' ? undefined : 'pass true or false';

/** @throws RangeError, as the packages that use the number do. */
const atLeast =
  (name: string, minimum: number): OptionCheck =>
  (value) => {
    checkNumber(name, value as number, minimum);
    return undefined;
  };

const MODES: Readonly<Record<ValidationMode, true>> = { off: true, report: true, strict: true };
const isValidationMode: OptionCheck = (value) =>
  Object.hasOwn(MODES, String(value)) ? undefined : `use one of ${Object.keys(MODES).join(', ')}`;

const isSignal: OptionCheck = (value) =>
  value === null ||
  (typeof (value as AbortSignal).addEventListener === 'function' &&
    typeof (value as AbortSignal).aborted === 'boolean')
    ? undefined
    : 'pass an AbortSignal, such as the signal of an AbortController';

const HEADERS_FIX = 'pass a plain object of strings, such as { "x-request-id": "17" }';

/** Values are not quoted: they can be secrets. */
const isHeaders: OptionCheck = (headers) => {
  if (!isPlainObject(headers)) {
    throw new TypeError(`headers is of type ${typeof headers}: ${HEADERS_FIX}`);
  }
  const invalid = Object.entries(headers).find(([name, value]) => !isHeader(name, value));
  return invalid && `the value of ${JSON.stringify(invalid[0])} is not a header; ${HEADERS_FIX}`;
};

function isHeader(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  try {
    return typeof value === 'string' && new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}

/** `false`, or an object with these options. */
const falseOr =
  (name: string, example: string, checks: Readonly<Record<string, OptionCheck>>): OptionCheck =>
  (value) => {
    if (value === false) return undefined;
    if (!isPlainObject(value)) return `pass false or an object such as ${example}`;
    checkOptions(name, value, checks);
    return undefined;
  };

const RETRY: OptionChecks<Exclude<CommonOptions['retry'], false | undefined>> = {
  maxAttempts: unchecked,
  baseDelay: unchecked,
  maxDelay: unchecked,
  budget: unchecked,
  repeatable: isBoolean,
  random: isFunction,
  clock: unchecked,
};

const isLimit: OptionCheck = (value) =>
  value === 'auto' || typeof value === 'number'
    ? undefined
    : "use a number of at least 1, or 'auto'";

const RATE_LIMIT: OptionChecks<Exclude<CommonOptions['rateLimit'], false | undefined>> = {
  limit: isLimit,
  maxLimit: unchecked,
  window: unchecked,
  permitTimeout: unchecked,
  maxQueued: unchecked,
  maxPause: unchecked,
  key: isFunction,
  store: unchecked,
  clock: unchecked,
};

const HOOKS: OptionChecks<Hooks> = {
  onRequest: isFunction,
  onResponse: isFunction,
  onRetry: isFunction,
  onWait: isFunction,
  onPause: isFunction,
  onLimit: isFunction,
  onError: isFunction,
  onFinding: isFunction,
};

const KAITEN: OptionChecks<Record<keyof AddressOptions, unknown> & Omit<KaitenOptions, 'domain'>> =
  {
    domain: unchecked,
    baseUrl: unchecked,
    token: unchecked,
    fetch: isFunction,
    timeout: atLeast('timeout', 1),
    deadline: atLeast('deadline', 1),
    maxResponseBytes: atLeast('maxResponseBytes', 1),
    headers: isHeaders,
    validate: isValidationMode,
    validators: unchecked,
    hooks: (value) => {
      checkOptions('hooks', value, HOOKS);
      return undefined;
    },
    retry: falseOr('retry', '{ maxAttempts: 3 }', RETRY),
    rateLimit: falseOr('rateLimit', '{ limit: 5 }', RATE_LIMIT),
  };

const CALL: OptionChecks<CallOptions> = {
  signal: isSignal,
  timeout: atLeast('timeout', 1),
  deadline: atLeast('deadline', 1),
  retry: falseOr('retry', '{ maxAttempts: 3 }', {
    maxAttempts: atLeast('maxAttempts', 1),
    repeatable: isBoolean,
  }),
  priority: isNumber,
  validate: isValidationMode,
  headers: isHeaders,
};

const LIST: OptionChecks<ListOptions> = {
  ...CALL,
  from: unchecked,
  pageSize: unchecked,
  readAhead: unchecked,
  stable: isBoolean,
};

const UPLOAD: OptionChecks<UploadOptions> = { ...CALL, onProgress: isFunction };

const { validate: _, ...WITHOUT_VALIDATION } = CALL;

const REQUEST: OptionChecks<RequestOptions> = {
  ...WITHOUT_VALIDATION,
  query: unchecked,
  body: unchecked,
};

const KINDS = {
  kaiten: KAITEN,
  call: CALL,
  list: LIST,
  upload: UPLOAD,
  request: REQUEST,
  download: WITHOUT_VALIDATION,
};

/**
 * Validates the options of a client, or of one call.
 *
 * @throws TypeError or RangeError that names the option, its value and the fix.
 */
export function checkOptionsOf(kind: keyof typeof KINDS, options: unknown): void {
  checkOptions('', options, KINDS[kind]);
}
