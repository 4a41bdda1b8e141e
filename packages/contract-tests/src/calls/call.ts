import fc from 'fast-check';
import type { Operation, Parameter } from '../contract/operations.ts';
import type { Instances } from '../instances/instances.ts';

/** What a caller gives a generated function. */
export interface Call {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Calls of an operation that the contract allows. */
export function calls(operation: Operation, instances: Instances): fc.Arbitrary<Call> {
  const { body, parameters } = operation;
  const ofKind = (kind: string) => parameters.filter((parameter) => parameter.in === kind);
  const content = body && instances.of(body.schema);
  const required = body?.required ? (['body'] as const) : [];
  return fc.record(
    {
      path: values(ofKind('path'), instances, isSegment),
      query: values(ofKind('query'), instances, isSendable),
      ...(content && { body: content }),
    },
    { requiredKeys: ['path', 'query', ...required], noNullPrototype: true },
  );
}

function values(
  parameters: readonly Parameter[],
  instances: Instances,
  accepts: (value: unknown) => boolean,
): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [name, instances.of(schema).filter(accepts)]),
    ),
    {
      requiredKeys: parameters.filter(({ required }) => required).map(({ name }) => name),
      noNullPrototype: true,
    },
  );
}

/** Whether URLs can have it as a segment: they drop `.` and `..`, and an empty one is another path. */
function isSegment(value: unknown): boolean {
  return !['', '.', '..'].includes(String(value));
}

/** A query has no way to say that a list is empty. */
function isSendable(value: unknown): boolean {
  return !Array.isArray(value) || value.length > 0;
}
