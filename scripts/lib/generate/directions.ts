import type { JsonObject } from '../document/json.ts';
import { rootsOf } from '../openapi/contract/sides.ts';
import { reach } from '../openapi/reach.ts';
import { walk } from '../openapi/walk.ts';
import { asUnion } from './nullable.ts';

/** Marks, in the generators' view only, a schema that describes what the server sends. */
export const DIRECTION_KEY = 'x-dir';
export const RESPONSE = 'response';

/**
 * A copy of the contract in which every schema that a response reaches says so. Generators see a
 * schema without its surroundings, and what the server sends is to be read tolerantly, what we send
 * checked exactly. The contract's own check has made sure that no named schema is both.
 */
export function withDirections(contract: JsonObject): JsonObject {
  const view = structuredClone(contract);
  for (const schema of schemasOf(walk(view))) asUnion(schema);
  for (const schema of schemasOf(reach(view, rootsOf(view).response))) {
    schema[DIRECTION_KEY] = RESPONSE;
  }
  return view;
}

/**
 * The view for validators: formats of responses document and do not refuse, and a default documents
 * what the server does with an absent value, which a validator must not add.
 */
export function forValidators(contract: JsonObject): JsonObject {
  const view = withDirections(contract);
  for (const schema of schemasOf(walk(view))) {
    delete schema.default;
    if (schema[DIRECTION_KEY] === RESPONSE) delete schema.format;
  }
  return view;
}

/**
 * The same view without webhooks, for generators that take what Kaiten sends us for operations that
 * can be called. The components that webhooks send stay, with their direction.
 */
export function withoutWebhooks(view: JsonObject): JsonObject {
  const { webhooks: _, ...rest } = view;
  return rest;
}

function* schemasOf(nodes: Iterable<{ kind: string; node: JsonObject }>): Generator<JsonObject> {
  for (const { kind, node } of nodes) if (kind === 'schema') yield node;
}
