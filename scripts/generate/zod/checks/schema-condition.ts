import { isObject, type Json, type JsonObject } from '../../../openapi/json.ts';
import { DIRECTION_KEY, RESPONSE } from '../../directions.ts';
import { componentName } from '../placement.ts';
import { all, type Condition, either, NEVER } from './condition.ts';
import { typeCondition } from './type-condition.ts';

/** Writes the condition of a value that code calls `at`. */
export type ConditionOf = (schema: Json | undefined, at: string) => Condition;

const ANNOTATIONS = ['deprecated', 'description', 'example', 'examples', 'title'];

/** Keywords that `type` is tested with. */
const WITH_TYPE = [
  'additionalProperties',
  'items',
  'pattern',
  'patternProperties',
  'properties',
  'required',
];

/** Keywords that zod's schema is made of alone, whatever `type` says. */
const INSTEAD_OF_TYPE = ['const', 'enum'];

/**
 * Writes conditions of what the server sends. They hold only of values that zod takes and leaves as
 * they are; where a schema says what is not known here, of none, so that zod decides.
 *
 * @param validatorOf The name of a component's validator.
 */
export function conditionsWith(
  validatorOf: (component: string) => string | undefined,
): ConditionOf {
  const conditionOf: ConditionOf = (schema, at) => {
    if (!isObject(schema) || schema[DIRECTION_KEY] !== RESPONSE) return NEVER;
    const telling = Object.keys(schema).filter((keyword) => !isSilent(keyword, schema));
    if (telling.length === 0) return [`${at} !== undefined`];
    return all(telling.map((keyword) => keywords.get(keyword)?.(schema, at) ?? NEVER));
  };

  const conditionsOf = (schemas: Json | undefined, at: string): Condition[] =>
    [schemas ?? []].flat().map((schema) => conditionOf(schema, at));

  const keywords = new Map<string, (schema: JsonObject, at: string) => Condition>([
    ['$ref', ({ $ref }, at) => referenceCondition(validatorOf(componentName(String($ref))), at)],
    ['allOf', ({ allOf }, at) => all(conditionsOf(allOf, at))],
    ['anyOf', ({ anyOf }, at) => either(conditionsOf(anyOf, at))],
    ['oneOf', ({ oneOf }, at) => either(conditionsOf(oneOf, at))],
    ['const', ({ const: value }, at) => constCondition(value, at)],
    ['enum', ({ enum: values }, at) => openEnumCondition([values ?? []].flat(), at)],
    ['type', (schema, at) => typeCondition(schema, at, conditionOf)],
  ]);

  return conditionOf;
}

function isSilent(keyword: string, schema: JsonObject): boolean {
  if (ANNOTATIONS.includes(keyword) || keyword.startsWith('x-')) return true;
  if (keyword === 'unevaluatedProperties') return schema[keyword] === true;
  if (WITH_TYPE.includes(keyword)) return schema.type !== undefined;
  return keyword === 'type' && INSTEAD_OF_TYPE.some((other) => schema[other] !== undefined);
}

function referenceCondition(validator: string | undefined, at: string): Condition {
  return validator === undefined ? NEVER : [`checkOf(${validator})(${at})`];
}

function constCondition(value: Json | undefined, at: string): Condition {
  return typeof value === 'object' && value !== null
    ? NEVER
    : [`${at} === ${JSON.stringify(value)}`];
}

/** As any value may come that is like the known ones. */
function openEnumCondition(values: readonly Json[], at: string): Condition {
  if (values.every((value) => typeof value === 'string')) return [`typeof ${at} === 'string'`];
  return values.every((value) => typeof value === 'number') ? [`Number.isFinite(${at})`] : NEVER;
}
