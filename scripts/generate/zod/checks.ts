import ts from 'typescript';
import { isObject, type Json, type JsonObject } from '../../openapi/json.ts';
import {
  jsonSchemaOf,
  operationNamed,
  type PatternProperty,
  patternProperties,
  successesOf,
} from '../../openapi/parts.ts';
import { resolve } from '../../openapi/reference.ts';
import { DIRECTION_KEY, RESPONSE } from '../directions.ts';
import { componentName, type ExportedSchema, type SchemaMeta } from './exports.ts';

/**
 * Generates a check for each validator of responses, by name of the validator: a function that
 * returns true only for values that the validator accepts unchanged.
 */
export function checksOf(
  view: JsonObject,
  exported: readonly ExportedSchema[],
): ReadonlyMap<string, string> {
  const validators = new Map(
    exported
      .filter(({ meta }) => meta.resource === 'definition')
      .map(({ meta, symbol }) => [componentName(meta.resourceId), symbol.finalName]),
  );
  const conditionOf = conditionsWith((component) => validators.get(component));
  return new Map(
    exported.flatMap(({ meta, symbol }) => {
      const condition = either(schemasOf(view, meta).map((schema) => conditionOf(schema, 'v')));
      return isNever(condition) ? [] : [[symbol.finalName, functionOf(condition)] as const];
    }),
  );
}

/** The schemas of which a value must match one. */
function schemasOf(view: JsonObject, meta: SchemaMeta): (Json | undefined)[] {
  if (meta.resource === 'definition') return [resolve(view, meta.resourceId)?.value];
  if (meta.role !== 'responses') return [];
  const operation = operationNamed(view, meta.resourceId) ?? {};
  return successesOf(operation).map(([, response]) => jsonSchemaOf(view, response));
}

/** Expressions of which one must be true; an empty list is never true. */
export type Condition = readonly string[];

const NEVER: Condition = [];

function either(conditions: readonly Condition[]): Condition {
  return conditions.flat();
}

/** The conjunction of at least one condition. */
function all(conditions: readonly Condition[]): Condition {
  if (conditions.some(isNever)) return NEVER;
  const [first = NEVER, ...rest] = conditions;
  return rest.length === 0 ? first : [conditions.map(operandOf).join('\n    && ')];
}

function isNever(condition: Condition): boolean {
  return condition.length === 0;
}

/** A function whose parameter is `v` in the condition. */
export function functionOf(condition: Condition): string {
  return `(v) => ${isNever(condition) ? 'false' : condition.join(' || ')}`;
}

function operandOf(condition: Condition): string {
  return condition.length === 1 ? condition.join() : `(${condition.join(' || ')})`;
}

/** Generates the condition for a value, which code refers to as `at`. */
export type ConditionOf = (schema: Json | undefined, at: string) => Condition;

const ANNOTATIONS = ['deprecated', 'description', 'example', 'examples', 'title'];

/** Keywords that are checked together with `type`. */
const WITH_TYPE = [
  'additionalProperties',
  'items',
  'pattern',
  'patternProperties',
  'properties',
  'required',
];

/** Keywords that determine the zod schema regardless of `type`. */
const INSTEAD_OF_TYPE = ['const', 'enum'];

/**
 * Generates conditions for responses. They are true only for values that zod accepts unchanged; for
 * schemas with unknown keywords they are never true, so that zod decides.
 *
 * @param validatorOf The name of the validator of a component.
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

/** An open enum accepts any value of the type of the known ones. */
function openEnumCondition(values: readonly Json[], at: string): Condition {
  if (values.every((value) => typeof value === 'string')) return [`typeof ${at} === 'string'`];
  return values.every((value) => typeof value === 'number') ? [`Number.isFinite(${at})`] : NEVER;
}

/** zod's numbers are finite, and its integers safe. */
const PRIMITIVES = new Map<Json, (at: string) => string>([
  ['boolean', (at) => `typeof ${at} === 'boolean'`],
  ['integer', (at) => `Number.isSafeInteger(${at})`],
  ['null', (at) => `${at} === null`],
  ['number', (at) => `Number.isFinite(${at})`],
  ['string', (at) => `typeof ${at} === 'string'`],
]);

/** Checks the type of a value, or that it has one of several types. */
function typeCondition(schema: JsonObject, at: string, conditionOf: ConditionOf): Condition {
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

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Checks that a value is an object with certain properties, or with the same type for every
 * property.
 */
function objectCondition(schema: JsonObject, at: string, conditionOf: ConditionOf): Condition {
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

/** Helpers that the generated checks call. */
const HELPERS = ['checkOf', 'isEveryLike', 'isListOf', 'isPlain', 'isRecordOf'];

/**
 * Passes each `lazily(…)` of a module its check as a second argument.
 *
 * @param checks Their code, by name of the constant that is initialised by the call.
 * @param helpers The module of the helpers that the code calls.
 */
export function withChecks(
  text: string,
  checks: ReadonlyMap<string, string>,
  helpers: string,
): string {
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.ESNext, true);
  let result = `import { ${HELPERS.join(', ')} } from '${helpers}';\n`;
  let end = 0;
  for (const { name, initializer } of declarationsIn(file)) {
    const check = checks.get(name.getText());
    if (check === undefined || !initializer || !ts.isCallExpression(initializer)) continue;
    result += `${text.slice(end, initializer.arguments.end)}, ${check}`;
    end = initializer.arguments.end;
  }
  return result + text.slice(end);
}

function declarationsIn(file: ts.SourceFile): ts.VariableDeclaration[] {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
}
