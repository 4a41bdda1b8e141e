import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import type { OperationEntry } from '../openapi/operations.ts';
import { asObject } from './placed.ts';

/** What an operation wants of who calls it, its schemes spelled out. */
export function securityOf({ operation }: OperationEntry, document: JsonObject): Json {
  const required = operation.security ?? document.security ?? [];
  const schemes = asObject(asObject(document.components).securitySchemes);
  const alternatives = Array.isArray(required) ? required : [];
  const names = alternatives.flatMap((one) => Object.keys(asObject(one)));
  const used = names.map((name): [string, Json] => [name, withoutWords(schemes[name] ?? null)]);
  return { required, schemes: Object.fromEntries(used) };
}

function withoutWords(scheme: Json): Json {
  if (!isObject(scheme)) return scheme;
  const { description: _, ...rest } = scheme;
  return rest;
}
