import { isObject, type Json, type JsonObject } from '../../../openapi/json.ts';
import { type PatternProperty, patternProperties } from '../../../openapi/key-pattern.ts';
import { all, type Condition, functionOf, isNever, NEVER } from './condition.ts';
import type { ConditionOf } from './schema-condition.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** That a value is an object with certain keys, or one that has the same under every key. */
export function objectCondition(
  schema: JsonObject,
  at: string,
  conditionOf: ConditionOf,
): Condition {
  const { additionalProperties: others = true } = schema;
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  const required = new Set([schema.required ?? []].flat().map(String));
  const names = [...properties.map(([name]) => name), ...required];
  // Every object has these, its own or not; and zod drops `__proto__`.
  if (names.some((name) => name in Object.prototype)) return NEVER;
  const patterns = patternProperties(schema);
  if (typeof others !== 'boolean') {
    return names.length === 0 && patterns.length === 0
      ? [`isRecordOf(${at}, ${functionOf(conditionOf(others, 'v'))})`]
      : NEVER;
  }
  return all([
    [`isPlain(${at})`],
    ...properties.map(propertyCondition),
    ...patterns.map(patternCondition),
  ]);

  function patternCondition({ pattern, schema: value }: PatternProperty): Condition {
    const condition = conditionOf(value, 'v');
    const literal = new RegExp(pattern, 'u');
    return isNever(condition)
      ? NEVER
      : [`isEveryLike(${at}, ${literal}, ${functionOf(condition)})`];
  }

  function propertyCondition([name, property]: [string, Json]): Condition {
    const value = IDENTIFIER.test(name) ? `${at}.${name}` : `${at}[${JSON.stringify(name)}]`;
    const condition = conditionOf(property, value);
    return required.has(name) ? condition : orAbsent(condition, value);
  }
}

function orAbsent(condition: Condition, at: string): Condition {
  const isNull = `${at} === null`;
  const others = condition.filter((alternative) => alternative !== isNull);
  return [others.length < condition.length ? `${at} == null` : `${at} === undefined`, ...others];
}
