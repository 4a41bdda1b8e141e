import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { namesIn } from '../openapi/operations.ts';
import { resolve } from '../openapi/reference.ts';

/**
 * Reduces an operation, in place, to what every generator supports. Upstream may use anything that
 * OpenAPI allows; what is left out here is left to an overlay to describe.
 *
 * References are replaced by what they refer to. Parameters are in path or query, and have a primitive
 * type or a list of one. A request body is JSON or a form. Schemas have types, properties, items, bounds
 * and unions. Responses have unknown bodies, because upstream's are not reliable.
 *
 * @returns What is left out although calls may need it, such as `header parameter X-Mode`.
 */
export function simplifyOperation(
  operation: JsonObject,
  { document, path, pathItem }: OperationContext,
): string[] {
  const context = new Simplifier(document);
  const parameters = context.parameters(path, [pathItem.parameters, operation.parameters]);
  const body = context.requestBody(operation.requestBody);
  const responses = context.responses(operation.responses);
  for (const key of Object.keys(operation)) if (!KEPT.has(key)) delete operation[key];
  if (parameters.length > 0) operation.parameters = parameters;
  else delete operation.parameters;
  if (body) operation.requestBody = body;
  else delete operation.requestBody;
  operation.responses = responses;
  return context.omitted;
}

interface OperationContext {
  readonly document: JsonObject;
  readonly path: string;
  readonly pathItem: JsonObject;
}

const KEPT: ReadonlySet<string> = new Set([
  'operationId',
  'parameters',
  'requestBody',
  'responses',
  'summary',
  'description',
  'deprecated',
]);

const PRIMITIVES: ReadonlySet<unknown> = new Set(['string', 'integer', 'number', 'boolean']);
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;
/** References can make a schema grow without bound; more than this is not spelled out. */
const MOST_SCHEMAS = 1000;

class Simplifier {
  readonly omitted: string[] = [];
  readonly #document: JsonObject;
  #schemas = 0;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  /** Those of the path and those of the operation, which win. */
  parameters(path: string, lists: readonly (Json | undefined)[]): JsonObject[] {
    const names = new Set(namesIn(path));
    const byIdentity = new Map<string, JsonObject>();
    for (const name of names) byIdentity.set(`path ${name}`, pathParameter(name));
    for (const item of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
      const parameter = this.#target(item);
      if (!parameter || typeof parameter.name !== 'string') continue;
      const { in: place, name } = parameter;
      if (place === 'query' && !isUsableName(name)) this.omitted.push(`query parameter ${name}`);
      else if (place === 'query')
        byIdentity.set(`query ${name}`, this.#parameter(parameter, 'query'));
      else if (place === 'path' && names.has(name)) {
        byIdentity.set(`path ${name}`, { ...this.#parameter(parameter, 'path'), required: true });
      } else if (place === 'header' || place === 'cookie') {
        this.omitted.push(`${place} parameter ${name}`);
      }
    }
    return [...byIdentity.values()];
  }

  #parameter({ name, required, description, deprecated, schema }: JsonObject, place: string) {
    const simple = this.schema(schema);
    return {
      name: name as Json,
      in: place,
      ...(required === true && { required }),
      ...(typeof description === 'string' && { description }),
      ...(deprecated === true && { deprecated }),
      schema: isPrimitive(simple) || (place === 'query' && isList(simple)) ? simple : TEXT,
    };
  }

  requestBody(value: Json | undefined): JsonObject | undefined {
    const body = this.#target(value);
    const content = isObject(body?.content) ? Object.entries(body.content) : [];
    const found =
      content.find(([type]) => JSON_TYPE.test(type)) ??
      content.find(([type]) => type.startsWith('multipart/form-data'));
    if (!body || !found) {
      this.omitted.push(...content.slice(0, 1).map(([type]) => `request body of type ${type}`));
      return undefined;
    }
    const [type, mediaType] = found;
    return {
      ...(typeof body.description === 'string' && { description: body.description }),
      ...(body.required === true && { required: true }),
      content: {
        [JSON_TYPE.test(type) ? 'application/json' : 'multipart/form-data']: {
          schema: this.schema(isObject(mediaType) ? mediaType.schema : undefined),
        },
      },
    };
  }

  responses(value: Json | undefined): JsonObject {
    const responses = Object.entries(isObject(value) ? value : {}).filter(([status]) =>
      /^([1-5](\d\d|XX)|default)$/.test(status),
    );
    return Object.fromEntries(
      responses.map(([status, item]) => {
        const { description, content } = this.#target(item) ?? {};
        return [
          status,
          {
            ...(typeof description === 'string' && { description }),
            ...(isObject(content) && { content: { 'application/json': { schema: {} } } }),
          },
        ];
      }),
    );
  }

  /** @param trail The references that lead here: one that leads back is recursive, and not followed. */
  schema(value: Json | undefined, trail: readonly Json[] = []): JsonObject {
    this.#schemas += 1;
    if (!isObject(value) || this.#schemas > MOST_SCHEMAS) return {};
    if (typeof value.$ref === 'string') {
      const target = trail.includes(value.$ref) ? undefined : resolve(this.#document, value.$ref);
      return this.schema(target?.value, [...trail, value.$ref]);
    }
    const simple = this.#combination(value, trail) ?? this.#plain(value, trail);
    if (value.nullable === true) allowNull(simple);
    // Generators have different types for a file that can be null, or one of some values.
    const isFile = simple.type === 'string' && simple.enum === undefined;
    if (simple.format === 'binary' && !isFile) delete simple.format;
    return simple;
  }

  /** A schema without combinations. */
  #plain(value: JsonObject, trail: readonly Json[]): JsonObject {
    const types = typesOf(value);
    const mayBe = (type: string) => types.length === 0 || types.includes(type);
    return {
      ...(types.length > 0 && { type: types.length === 1 ? (types[0] ?? null) : types }),
      ...keywordsOf(value, types),
      ...(mayBe('object') && this.#object(value, trail)),
      ...(mayBe('array') && isObject(value.items) && { items: this.schema(value.items, trail) }),
    };
  }

  /** A union of schemas, or one object of those that are combined; what else is combined is unknown. */
  #combination(schema: JsonObject, trail: readonly Json[]): JsonObject | undefined {
    const { allOf, anyOf, oneOf } = schema;
    const lists = [allOf, anyOf, oneOf].filter((parts) => Array.isArray(parts) && parts.length > 0);
    if (lists.length === 0) return undefined;
    const own = this.#plain(schema, trail);
    if (lists.length > 1) return {};
    const [parts = []] = lists as JsonObject[][];
    const simple = parts.map((part) => this.schema(part, trail));
    if (!Array.isArray(allOf)) {
      const isAlone = !('properties' in own || 'items' in own || 'enum' in own);
      return isAlone ? { [Array.isArray(anyOf) ? 'anyOf' : 'oneOf']: simple } : {};
    }
    if (simple.length === 1 && !('properties' in own)) return simple[0];
    return mergeObjects([...simple, ...('properties' in own ? [own] : [])]);
  }

  #object(schema: JsonObject, trail: readonly Json[]): JsonObject {
    const properties = Object.entries(isObject(schema.properties) ? schema.properties : {})
      // A property that only responses have is not part of a request.
      .filter(([, property]) => !(isObject(property) && property.readOnly === true));
    const { additionalProperties: additional } = schema;
    if (properties.some(([name]) => !isUsableName(name))) return {};
    if (properties.length === 0) {
      return isObject(additional)
        ? { additionalProperties: this.schema(additional, trail) }
        : typeof additional === 'boolean'
          ? { additionalProperties: additional }
          : {};
    }
    const names = new Set(properties.map(([name]) => name));
    const required = Array.isArray(schema.required)
      ? [...new Set(schema.required)].filter((name) => names.has(String(name)))
      : [];
    return {
      properties: Object.fromEntries(
        properties.map(([name, property]) => [name, this.schema(property, trail)]),
      ),
      ...(required.length > 0 && { required }),
      ...(additional === false && { additionalProperties: false }),
    };
  }

  #target(value: Json | undefined): JsonObject | undefined {
    const found =
      isObject(value) && typeof value.$ref === 'string'
        ? resolve(this.#document, value.$ref)?.value
        : value;
    return isObject(found) ? found : undefined;
  }
}

/** One object with the properties of all; unknown if one of them is not an object, or they differ. */
function mergeObjects(objects: readonly JsonObject[]): JsonObject {
  const entries = objects.flatMap(({ properties }) => Object.entries(properties ?? {}));
  const isUnique = new Set(entries.map(([name]) => name)).size === entries.length;
  if (
    !isUnique ||
    !objects.every(({ properties, type = 'object' }) => properties && type === 'object')
  ) {
    return {};
  }
  const required = objects.flatMap((object) => (object.required ?? []) as string[]);
  return {
    type: 'object',
    properties: Object.fromEntries(entries),
    ...(required.length > 0 && { required }),
  };
}

/** Generators look names up in objects, and decode them as parts of pointers. */
function isUsableName(name: string): boolean {
  return name !== '' && !(name in Object.prototype) && !name.includes('%') && name.isWellFormed();
}

const TEXT: JsonObject = { type: 'string' };

function pathParameter(name: string): JsonObject {
  return { name, in: 'path', required: true, schema: TEXT };
}

function isPrimitive({ type, enum: values, allOf, anyOf, oneOf }: JsonObject): boolean {
  if (allOf ?? anyOf ?? oneOf) return false;
  return PRIMITIVES.has(type) || (type === undefined && Array.isArray(values));
}

function isList({ type, items }: JsonObject): boolean {
  return type === 'array' && isObject(items) && isPrimitive(items);
}

const TYPES: readonly Json[] = [
  'string',
  'integer',
  'number',
  'boolean',
  'object',
  'array',
  'null',
];

/** The types of a schema, each once: those of its values if it lists them, else those that it names. */
function typesOf({ type, enum: values, const: only }: JsonObject): string[] {
  const listed = Array.isArray(values) ? values : only === undefined ? [] : [only];
  const named = (Array.isArray(type) ? type : [type]).filter(
    (name): name is string => typeof name === 'string' && TYPES.includes(name),
  );
  return [...new Set(listed.length > 0 ? listed.map(typeOfValue) : named)];
}

function typeOfValue(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

type Fits = (value: Json) => boolean;

const isText: Fits = (value) => typeof value === 'string';
const isNumber: Fits = (value) => typeof value === 'number';
const isCount: Fits = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** Keywords that are copied, by the types that they apply to. */
const KEYWORDS: readonly [types: readonly string[], Readonly<Record<string, Fits>>][] = [
  [[], { title: isText, description: isText, deprecated: (value) => value === true }],
  [
    ['integer', 'number'],
    {
      minimum: isNumber,
      maximum: isNumber,
      exclusiveMinimum: isNumber,
      exclusiveMaximum: isNumber,
      multipleOf: (value) => Number(value) > 0,
    },
  ],
  [['string'], { minLength: isCount, maxLength: isCount, pattern: isPattern, format: isText }],
  [['array'], { minItems: isCount, maxItems: isCount }],
];

function keywordsOf(schema: JsonObject, types: readonly string[]): JsonObject {
  const upgraded = upgradeBounds(schema);
  const keywords = KEYWORDS.filter(
    ([applies]) => applies.length === 0 || applies.some((type) => types.includes(type)),
  ).flatMap(([, fits]) =>
    Object.entries(fits).filter(([key, fit]) => upgraded[key] !== undefined && fit(upgraded[key])),
  );
  const { const: only, enum: values = only === undefined ? undefined : [only] } = schema;
  return {
    ...Object.fromEntries(keywords.map(([key]) => [key, upgraded[key] as Json])),
    ...(Array.isArray(values) &&
      values.length > 0 &&
      values.every(isScalar) && {
        enum: [...new Set(values)],
      }),
  };
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function isPattern(value: Json): boolean {
  if (typeof value !== 'string') return false;
  try {
    return Boolean(new RegExp(value, 'u'));
  } catch {
    return false;
  }
}

/** OpenAPI 3.0 has exclusive bounds as flags beside the bound, 3.1 as bounds. */
function upgradeBounds(schema: JsonObject): JsonObject {
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema;
  return {
    ...rest,
    ...upgradeBound('Minimum', exclusiveMinimum, minimum),
    ...upgradeBound('Maximum', exclusiveMaximum, maximum),
  };
}

function upgradeBound(name: 'Minimum' | 'Maximum', exclusive?: Json, bound?: Json): JsonObject {
  const inclusive = bound === undefined ? {} : { [name.toLowerCase()]: bound };
  if (exclusive === true) return bound === undefined ? {} : { [`exclusive${name}`]: bound };
  return typeof exclusive === 'number'
    ? { ...inclusive, [`exclusive${name}`]: exclusive }
    : inclusive;
}

/** OpenAPI 3.0 has `nullable`, 3.1 has the type `null`. */
function allowNull(schema: JsonObject): void {
  const { type, enum: values, anyOf, oneOf } = schema;
  if (Array.isArray(values)) schema.enum = [...new Set([...values, null])];
  if (type !== undefined) schema.type = [...new Set([type, 'null'].flat())];
  if (Array.isArray(anyOf)) schema.anyOf = [...anyOf, { type: 'null' }];
  if (Array.isArray(oneOf)) schema.oneOf = [...oneOf, { type: 'null' }];
}
