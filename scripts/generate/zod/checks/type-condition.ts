import type { Json, JsonObject } from '../../../openapi/json.ts';
import { all, type Condition, either, functionOf, NEVER } from './condition.ts';
import { objectCondition } from './object-condition.ts';
import type { ConditionOf } from './schema-condition.ts';

/** zod's numbers are finite, and its integers safe. */
const PRIMITIVES = new Map<Json, (at: string) => string>([
  ['boolean', (at) => `typeof ${at} === 'boolean'`],
  ['integer', (at) => `Number.isSafeInteger(${at})`],
  ['null', (at) => `${at} === null`],
  ['number', (at) => `Number.isFinite(${at})`],
  ['string', (at) => `typeof ${at} === 'string'`],
]);

/** That a value is of a schema's type, or of one of them. */
export function typeCondition(schema: JsonObject, at: string, conditionOf: ConditionOf): Condition {
  const conditions = [schema.type ?? []].flat().map((type): Condition => {
    if (type === 'object') return objectCondition(schema, at, conditionOf);
    if (type === 'array') return listCondition(schema.items, at, conditionOf);
    const condition = PRIMITIVES.get(type)?.(at);
    if (condition === undefined) return NEVER;
    return type === 'string' ? all([[condition], ...patternsOf(schema, at)]) : [condition];
  });
  return either(conditions);
}

function patternsOf({ pattern }: JsonObject, at: string): Condition[] {
  return pattern === undefined ? [] : [[`${new RegExp(String(pattern), 'u')}.test(${at})`]];
}

function listCondition(items: Json | undefined, at: string, conditionOf: ConditionOf): Condition {
  if (items === undefined) return [`Array.isArray(${at})`];
  return [`isListOf(${at}, ${functionOf(conditionOf(items, 'v'))})`];
}
