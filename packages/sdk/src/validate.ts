import {
  KaitenError,
  type KaitenErrorOptions,
  notify,
  type QueryStyles,
  queryText,
  ValidationError,
  type ValidationIssue,
} from '@kaiten-sdk/core';
import { installedValidators } from '#installed-validators';
import type { Hooks } from './hooks.js';
import type { Operation, Params, RequestParts } from './operation.js';
import type { ValidationFinding, ValidationMode, Validators } from './options.js';

// Loaded by dynamic import if validation is on. Refers to no module of @kaiten-sdk/zod by a literal
// import, since bundlers would fail where that package is not installed.

/** A zod validator, as far as it is used here: zod may not be installed. */
interface Schema {
  safeParse(value: unknown): { readonly error?: unknown };
}

type Direction = ValidationFinding['direction'];

const PARTS = ['path', 'query', 'body'] as const;

export interface Validator {
  /** @throws ValidationError if the request is invalid and the mode is `strict`. */
  request(operation: Operation, parts: RequestParts, mode: ValidationMode): Promise<void>;
  /** @throws ValidationError with the parsed response as `data`, as for requests. */
  response(operation: Operation, data: unknown, mode: ValidationMode): Promise<void>;
}

export function validatorOf({ onFinding }: Hooks, given?: Validators): Validator {
  let loaded: Promise<Validators> | undefined;

  async function load({ id }: Operation) {
    loaded ??= given ? Promise.resolve(given) : installedValidators();
    const { operations, issues, report } = await loaded;
    const loadOperation = operations?.[id];
    if (!loadOperation) throw new TypeError(`validators.operations has no ${id}`);
    const [schemas, { formatIssues }] = await Promise.all([loadOperation(), issues()]);
    return { schemas, formatIssues, report };
  }

  async function validate(
    operation: Operation,
    direction: Direction,
    values: readonly (readonly [part: string, value: unknown])[],
    mode: ValidationMode,
  ): Promise<void> {
    const { id: operationId } = operation;
    const find = (kind: ValidationFinding['kind'], issue: ValidationIssue) =>
      notify(onFinding, { kind, direction, operationId, ...issue });
    const available = await load(operation).catch((cause: unknown) => {
      const message = `${operationId}: its validators cannot be loaded; install @kaiten-sdk/zod, and pass validators from '@kaiten-sdk/zod/validators' to createKaiten`;
      if (mode === 'strict') {
        throw new KaitenError(message, { ...errorOptionsOf(operation), cause });
      }
      find('unavailable', { path: direction, message: `${message} (${String(cause)})` });
    });
    if (!available) return;
    const { schemas, formatIssues, report } = available;
    const issues: ValidationIssue[] = [];
    for (const [part, value] of values) {
      const schema = schemas[exportName(operation, part)] as Schema | undefined;
      if (!schema && direction === 'request') issues.push(...unknownIn(part, value));
      try {
        const error = schema?.safeParse(value).error;
        if (error) issues.push(...formatIssues(error, { root: part, value }));
        else if (schema && direction === 'response' && mode === 'report') {
          const { reportUnknown } = await report();
          reportUnknown(schema, value, ({ kind, path }) =>
            find(kind, {
              path: pathOf(path),
              message: `the contract has no such ${kind === 'key' ? 'property' : 'value'}`,
            }),
          );
        }
      } catch (error) {
        // Validators are recursive, so a deeply nested value exceeds the call stack.
        issues.push({ path: part, message: `cannot be validated: ${String(error)}` });
      }
    }
    if (issues.length === 0) return;
    if (mode === 'strict') {
      const data = direction === 'response' ? values[0]?.[1] : undefined;
      throw new ValidationError(direction, issues, { ...errorOptionsOf(operation), data });
    }
    for (const issue of issues) find('mismatch', issue);
  }

  return {
    request: (operation, parts, mode) =>
      validate(operation, 'request', requestValues(operation, parts), mode),
    // Kaiten responds to some writes with an empty body, which is not reported.
    response: async (operation, data, mode) => {
      if (data !== undefined) await validate(operation, 'response', [['response', data]], mode);
    },
  };
}

function requestValues(operation: Operation, parts: RequestParts) {
  return PARTS.map((part) => [part, partOf(operation, parts, part)] as const).filter(
    ([, value]) => value !== undefined,
  );
}

function partOf(
  { body, styles = {} }: Operation,
  parts: RequestParts,
  part: (typeof PARTS)[number],
): unknown {
  if (part === 'query') return withDatesAsText(parts.query, styles);
  if (part === 'path' || !body) return parts[part];
  // Forms are not validated: their files may be streams, which the contract does not describe.
  if (body === 'form') return undefined;
  return parts.body ?? (body === 'flat' ? {} : undefined);
}

/** The contract describes dates as they are sent. */
function withDatesAsText(query: Params, styles: QueryStyles): Params {
  const entries = Object.entries(query).map(([name, value]) => {
    const text = value instanceof Date ? queryText(value, styles[name]) : undefined;
    return [name, text ?? value];
  });
  return Object.fromEntries(entries);
}

/** Without a validator for a part, the operation has no parameters there. */
function unknownIn(part: string, value: unknown): ValidationIssue[] {
  const message = 'the operation has no such parameter';
  return Object.keys(value as object).map((name) => ({ path: `${part}.${name}`, message }));
}

/** The name of the exported validator, such as `zGetCardPath`. */
function exportName({ id }: Operation, part: string): string {
  return `z${capitalised(id)}${capitalised(part)}`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function errorOptionsOf({ id, method, path }: Operation): KaitenErrorOptions {
  return { operationId: id, method, pathTemplate: path };
}

function pathOf(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${key}`),
    'response',
  );
}
