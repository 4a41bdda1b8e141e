import { isObject, type JsonObject } from '../../openapi/json.ts';
import { operationsOf } from '../../openapi/operations.ts';
import { resolved } from '../../openapi/parts.ts';

/** Marks, in the generator's view only, the body of an error that the contract does not describe. */
const UNDESCRIBED_KEY = 'x-undescribed';

/** The view in which every error has a body, if an undescribed one. Changes the view. */
export function withErrorBodies(view: JsonObject): JsonObject {
  for (const { operation } of operationsOf(view)) {
    const responses = isObject(operation.responses) ? operation.responses : {};
    for (const [status, response] of Object.entries(responses)) {
      const error = /^[45]/.test(status) ? resolved(view, response) : undefined;
      if (!error || error.content !== undefined) continue;
      const content = { 'application/json': { schema: { [UNDESCRIBED_KEY]: true } } };
      responses[status] = { ...error, content };
    }
  }
  return view;
}

/* biome-ignore lint/suspicious/noExplicitAny: the generator does not export its resolvers' types */
type Context = any;

/**
 * Resolver: an undescribed error is `{}`, anything but null and undefined, as the client hands it
 * back. One that is `unknown` would make the `error` of the call unknown whatever the others are, and
 * no look at `error` would tell whether there is `data`.
 */
export function undescribedError({ $, schema }: Context) {
  return schema[UNDESCRIBED_KEY] ? $.type.object() : undefined;
}
