import {
  KaitenError,
  type KaitenErrorOptions,
  notify,
  ValidationError,
  type ValidationIssue,
} from '@kaiten-sdk/core';
import type { reportUnknown } from '@kaiten-sdk/zod/report';
import type { Hooks } from './hooks.js';
import type { Operation } from './operation.js';
import type { RequestParts } from './request-parts.js';
import type { Finding, Validation, ValidatorLoader } from './validation.js';

// This module is loaded when validation is on, and loads the validators of one operation at a time.

type Schema = Parameters<typeof reportUnknown>[0];
type Direction = Finding['direction'];

const PARTS = ['path', 'query', 'body'] as const;

// Bundlers cannot know which of the modules are wanted, and need not try.
const load: ValidatorLoader = (id) =>
  import(/* webpackIgnore: true */ /* @vite-ignore */ `@kaiten-sdk/zod/operations/${id}`);

export interface Validator {
  /** @throws ValidationError in strict mode. */
  request(operation: Operation, parts: RequestParts, mode: Validation): Promise<void>;
  /** @throws ValidationError in strict mode, with the response as its `data`. */
  response(operation: Operation, data: unknown, mode: Validation): Promise<void>;
}

export function validatorOf({ onFinding }: Hooks, loader: ValidatorLoader = load): Validator {
  async function compare(
    operation: Operation,
    direction: Direction,
    values: readonly (readonly [part: string, value: unknown])[],
    mode: Validation,
  ): Promise<void> {
    const schemas = await loader(operation.id).catch((cause: unknown) => {
      const message = `${operation.id}: its validators cannot be loaded; install @kaiten-sdk/zod, or give loadValidators where a bundler left it out`;
      throw new KaitenError(message, { ...contextOf(operation), cause });
    });
    const { formatIssues } = await import('@kaiten-sdk/zod/issues');
    const issues: ValidationIssue[] = [];
    for (const [part, value] of values) {
      const schema = schemas[exportName(operation, part)] as Schema | undefined;
      if (!schema && direction === 'request') issues.push(...unknownIn(part, value));
      const error = schema?.safeParse(value).error;
      if (error) issues.push(...formatIssues(error, { root: part, value }));
      else if (schema && direction === 'response' && mode === 'report') {
        await tellUnknown(schema, value, operation);
      }
    }
    if (issues.length === 0) return;
    if (mode === 'strict') {
      const data = direction === 'response' ? values[0]?.[1] : undefined;
      throw new ValidationError(direction, issues, { ...contextOf(operation), data });
    }
    for (const issue of issues) {
      notify(onFinding, { kind: 'mismatch', direction, operationId: operation.id, ...issue });
    }
  }

  async function tellUnknown(schema: Schema, value: unknown, { id }: Operation) {
    const { reportUnknown } = await import('@kaiten-sdk/zod/report');
    reportUnknown(schema, value, (finding) => {
      const { kind } = finding;
      const path = pathOf(finding.path);
      const message =
        kind === 'key' ? 'the contract has no such key' : 'the contract has no such value';
      notify(onFinding, { kind, direction: 'response', operationId: id, path, message });
    });
  }

  return {
    request: (operation, parts, mode) =>
      compare(operation, 'request', requestValues(operation, parts), mode),
    // Kaiten answers to some changes with nothing, which is not worth a finding.
    response: async (operation, data, mode) => {
      if (data !== undefined) await compare(operation, 'response', [['response', data]], mode);
    },
  };
}

function requestValues(operation: Operation, parts: RequestParts) {
  return PARTS.map((part) => [part, partOf(operation, parts, part)] as const).filter(
    ([, value]) => value !== undefined,
  );
}

function partOf({ body }: Operation, parts: RequestParts, part: (typeof PARTS)[number]): unknown {
  if (part !== 'body' || !body) return parts[part];
  // A form is not checked: its file may be a stream, which the contract has no word for.
  if (body === 'form') return undefined;
  return parts.body ?? (body === 'flat' ? {} : undefined);
}

/** An operation has validators of what it takes. */
function unknownIn(part: string, value: unknown): ValidationIssue[] {
  const message = 'the operation takes no such parameter';
  return Object.keys(value as object).map((name) => ({ path: `${part}.${name}`, message }));
}

/** As the validators are named: `zGetCardPath`. */
function exportName({ id }: Operation, part: string): string {
  return `z${capitalised(id)}${capitalised(part)}`;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function contextOf({ id, method, path }: Operation): KaitenErrorOptions {
  return { operationId: id, method, pathTemplate: path };
}

function pathOf(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${key}`),
    'response',
  );
}
