import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import { resolve } from '../../openapi/reference.ts';

/** One way to make a contract wrong, of which some evidence is proof. */
export interface Mutation {
  readonly name: string;
  readonly operationId: string;
  /** The place whose evidence must be named. */
  readonly place: string;
  readonly rule: RegExp;
  /** Changes the contract as it is, and returns what takes that back. */
  readonly apply: () => () => void;
}

/** Sets properties of an object; `undefined` removes one. Returns what takes that back. */
export function changed(target: JsonObject, changes: Record<string, Json | undefined>): () => void {
  const before = { ...target };
  const restore = () => {
    for (const key of Object.keys(target)) delete target[key];
    Object.assign(target, before);
  };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete target[key];
    else target[key] = value;
  }
  return restore;
}

/** Several changes as one. */
export function all(changes: readonly (() => () => void)[]): () => () => void {
  return () => {
    const undo = changes.map((change) => change()).reverse();
    return () => {
      for (const back of undo) back();
    };
  };
}

export function schemaAt(contract: JsonObject, pointer: string): JsonObject {
  const value = resolve(contract, `#${encodeURI(pointer)}`)?.value;
  if (!isObject(value)) throw new Error(`${pointer} is not a schema`);
  return value;
}

/** A schema that takes the kinds that another takes, without some. */
export function without(schema: JsonObject, kind: string): JsonObject | undefined {
  const { anyOf, oneOf, type } = schema;
  if (Array.isArray(type) && type.includes(kind)) {
    return { ...schema, type: type.filter((one) => one !== kind) };
  }
  for (const [key, members] of Object.entries({ anyOf, oneOf })) {
    if (!Array.isArray(members) || !members.some((one) => isObject(one) && one.type === kind)) {
      continue;
    }
    return { ...schema, [key]: members.filter((one) => !isObject(one) || one.type !== kind) };
  }
  return undefined;
}
