import { isObject, type Json, type JsonObject } from '../../../document/json.ts';
import { DIRECTION_KEY, RESPONSE } from '../../directions.ts';
import { componentName } from '../placement.ts';
import { literal } from './literal.ts';
import { all, either, NEVER, type Test } from './tests.ts';
import { typeTest } from './type-test.ts';

/** Writes the test of a value that code calls `at`. */
export type TestOf = (schema: Json | undefined, at: string) => Test;

const ANNOTATIONS = ['deprecated', 'description', 'example', 'examples', 'title'];

/** Keywords that `type` is tested with. */
const WITH_TYPE = ['additionalProperties', 'items', 'properties', 'required'];

/** Keywords that zod's schema is made of alone, whatever `type` says. */
const INSTEAD_OF_TYPE = ['const', 'enum'];

/**
 * Writes tests of what the server sends. Only a value that zod takes and leaves as it is passes.
 * One that a schema says unknown things of never does, so that zod decides.
 *
 * @param validatorOf The name of a component's validator.
 */
export function testsWith(validatorOf: (component: string) => string | undefined): TestOf {
  const testOf: TestOf = (schema, at) => {
    if (!isObject(schema) || schema[DIRECTION_KEY] !== RESPONSE) return NEVER;
    const telling = Object.keys(schema).filter((keyword) => !isSilent(keyword, schema));
    if (telling.length === 0) return [`${at} !== undefined`];
    return all(telling.map((keyword) => KEYWORDS[keyword]?.(schema, at) ?? NEVER));
  };

  const KEYWORDS: Readonly<Record<string, (schema: JsonObject, at: string) => Test>> = {
    $ref: ({ $ref }, at) => {
      const validator = validatorOf(componentName(String($ref)));
      return validator === undefined ? NEVER : [`checkOf(${validator})(${at})`];
    },
    allOf: ({ allOf }, at) => all([allOf ?? []].flat().map((schema) => testOf(schema, at))),
    anyOf: ({ anyOf }, at) => either([anyOf ?? []].flat().map((schema) => testOf(schema, at))),
    oneOf: ({ oneOf }, at) => either([oneOf ?? []].flat().map((schema) => testOf(schema, at))),
    const: ({ const: value }, at) => constTest(value, at),
    enum: ({ enum: values }, at) => openEnumTest([values ?? []].flat(), at),
    type: (schema, at) => typeTest(schema, at, testOf),
  };

  return testOf;
}

function isSilent(keyword: string, schema: JsonObject): boolean {
  if (ANNOTATIONS.includes(keyword) || keyword.startsWith('x-')) return true;
  if (WITH_TYPE.includes(keyword)) return schema.type !== undefined;
  return keyword === 'type' && INSTEAD_OF_TYPE.some((other) => schema[other] !== undefined);
}

function constTest(value: Json | undefined, at: string): Test {
  return typeof value === 'object' && value !== null ? NEVER : [`${at} === ${literal(value)}`];
}

/** As any value may come that is like the known ones. */
function openEnumTest(values: readonly Json[], at: string): Test {
  if (values.every((value) => typeof value === 'string')) return [`typeof ${at} === 'string'`];
  return values.every((value) => typeof value === 'number') ? [`Number.isFinite(${at})`] : NEVER;
}
