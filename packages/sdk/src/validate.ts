import {
  KaitenError,
  type KaitenErrorOptions,
  notify,
  type QueryStyles,
  queryText,
  ValidationError,
  type ValidationIssue,
} from '@kaiten-sdk/core';
import type { reportUnknown } from '@kaiten-sdk/zod/report';
import type { Hooks } from './hooks.js';
import type { Operation, Params, RequestParts } from './operation.js';
import type { ValidationFinding, ValidationMode, ValidatorLoader } from './options.js';

// Loaded by dynamic import if validation is on. Loads the validators of each operation when needed.

type Schema = Parameters<typeof reportUnknown>[0];
type Direction = ValidationFinding['direction'];

const PARTS = ['path', 'query', 'body'] as const;

// Bundlers cannot resolve this import, since the module depends on the operation.
const load: ValidatorLoader = (id) =>
  import(/* webpackIgnore: true */ /* @vite-ignore */ `@kaiten-sdk/zod/operations/${id}`);

export interface Validator {
  /** @throws ValidationError if the request is invalid and the mode is `strict`. */
  request(operation: Operation, parts: RequestParts, mode: ValidationMode): Promise<void>;
  /** @throws ValidationError with the parsed response as `data`, as for requests. */
  response(operation: Operation, data: unknown, mode: ValidationMode): Promise<void>;
}

export function validatorOf({ onFinding }: Hooks, loader: ValidatorLoader = load): Validator {
  async function validate(
    operation: Operation,
    direction: Direction,
    values: readonly (readonly [part: string, value: unknown])[],
    mode: ValidationMode,
  ): Promise<void> {
    const schemas = await loader(operation.id).catch((cause: unknown) => {
      const message = `${operation.id}: its validators cannot be loaded; install @kaiten-sdk/zod, or pass loadValidators if a bundler left them out`;
      throw new KaitenError(message, { ...errorOptionsOf(operation), cause });
    });
    const { formatIssues } = await import('@kaiten-sdk/zod/issues');
    const issues: ValidationIssue[] = [];
    for (const [part, value] of values) {
      const schema = schemas[exportName(operation, part)] as Schema | undefined;
      if (!schema && direction === 'request') issues.push(...unknownIn(part, value));
      try {
        const error = schema?.safeParse(value).error;
        if (error) issues.push(...formatIssues(error, { root: part, value }));
        else if (schema && direction === 'response' && mode === 'report') {
          await reportUnknownValues(schema, value, operation);
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
    for (const issue of issues) {
      notify(onFinding, { kind: 'mismatch', direction, operationId: operation.id, ...issue });
    }
  }

  async function reportUnknownValues(schema: Schema, value: unknown, { id }: Operation) {
    const { reportUnknown } = await import('@kaiten-sdk/zod/report');
    reportUnknown(schema, value, (finding) => {
      const { kind } = finding;
      const path = pathOf(finding.path);
      const message =
        kind === 'key' ? 'the contract has no such property' : 'the contract has no such value';
      notify(onFinding, { kind, direction: 'response', operationId: id, path, message });
    });
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
