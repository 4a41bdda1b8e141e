import type { JsonObject } from '../openapi/json.ts';

/** Rewrites, in place, what OpenAPI 3.0 says in a Schema Object otherwise than 3.1. */
export function upgradeSchema(schema: JsonObject): void {
  upgradeBound(schema, 'exclusiveMinimum', 'minimum');
  upgradeBound(schema, 'exclusiveMaximum', 'maximum');
  const { nullable } = schema;
  if (typeof nullable !== 'boolean') return;
  delete schema.nullable;
  if (nullable) allowNull(schema);
}

function upgradeBound(schema: JsonObject, exclusive: string, inclusive: string): void {
  const isExclusive = schema[exclusive];
  const bound = schema[inclusive];
  if (typeof isExclusive !== 'boolean') return;
  delete schema[exclusive];
  if (!isExclusive || bound === undefined) return;
  delete schema[inclusive];
  schema[exclusive] = bound;
}

function allowNull(schema: JsonObject): void {
  const { type, enum: values, allOf, anyOf, oneOf } = schema;
  if (Array.isArray(values) && !values.includes(null)) schema.enum = [...values, null];
  if (typeof type === 'string') schema.type = [type, 'null'];
  else if (Array.isArray(anyOf)) schema.anyOf = [...anyOf, { type: 'null' }];
  else if (Array.isArray(oneOf)) schema.oneOf = [...oneOf, { type: 'null' }];
  else if (Array.isArray(allOf)) {
    delete schema.allOf;
    schema.anyOf = [{ allOf }, { type: 'null' }];
  }
}
