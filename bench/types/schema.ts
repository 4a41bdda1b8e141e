import {
  isObject,
  type Json,
  type JsonObject,
  resolve,
} from '@kaiten-sdk/scripts/openapi/index.ts';

/** Returns the value at nested keys, following references. */
export function descend(
  contract: JsonObject,
  from: Json | undefined,
  ...keys: readonly string[]
): JsonObject | undefined {
  let node = dereferenced(contract, from);
  for (const key of keys) node = dereferenced(contract, node?.[key]);
  return node;
}

function dereferenced(contract: JsonObject, node: Json | undefined): JsonObject | undefined {
  if (!isObject(node)) return undefined;
  const { $ref } = node;
  return typeof $ref === 'string' ? dereferenced(contract, resolve(contract, $ref)?.value) : node;
}
