import type { Problem } from '../cli/problem.ts';
import { isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { shortValue } from './short-value.ts';
import { walk } from './walk.ts';

/** The allowed values of a keyword of a Schema Object, as messages describe them. */
interface Expected {
  readonly description: string;
  readonly fits: (value: Json) => boolean;
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

const isString = (value: Json) => typeof value === 'string';
const isNumber = (value: Json) => typeof value === 'number' && Number.isFinite(value);
const isSchema = (value: Json) => isObject(value) || typeof value === 'boolean';
const isType = (value: Json) => typeof value === 'string' && TYPES.includes(value);
const isUnique = (values: readonly Json[]) => new Set(values).size === values.length;

const anything: Expected = { description: 'anything', fits: () => true };
const string: Expected = { description: 'a string', fits: isString };
const flag: Expected = {
  description: 'true or false',
  fits: (value) => typeof value === 'boolean',
};
const number: Expected = { description: 'a number', fits: isNumber };
const count: Expected = {
  description: 'an integer from 0',
  fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};
const schema: Expected = { description: 'a schema', fits: isSchema };
const schemas: Expected = {
  description: 'a list of schemas, not empty',
  fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema),
};
const namedSchemas: Expected = {
  description: 'a map from names to schemas',
  fits: (value) => isObject(value) && Object.values(value).every(isSchema),
};
const object: Expected = { description: 'an object', fits: isObject };
const list: Expected = { description: 'a list', fits: Array.isArray };
const names: Expected = {
  description: 'a list of names, each once',
  fits: (value) => Array.isArray(value) && value.every(isString) && isUnique(value),
};
const pattern: Expected = { description: 'a regular expression', fits: isRegularExpression };

/** The keywords of JSON Schema 2020-12 and OpenAPI 3.1, as the two let a Schema Object have them. */
const KEYWORDS: Readonly<Record<string, Expected>> = {
  type: {
    description: `one of ${TYPES.join(', ')}, or a list of them, each once`,
    fits: (value) =>
      isType(value) ||
      (Array.isArray(value) && value.length > 0 && value.every(isType) && isUnique(value)),
  },
  enum: {
    description: 'a list, not empty',
    fits: (value) => Array.isArray(value) && value.length > 0,
  },
  const: anything,
  default: anything,
  example: anything,
  examples: list,
  title: string,
  description: string,
  format: string,
  $ref: string,
  $comment: string,
  $id: string,
  $schema: string,
  $anchor: string,
  $dynamicRef: string,
  $dynamicAnchor: string,
  $vocabulary: object,
  contentEncoding: string,
  contentMediaType: string,
  deprecated: flag,
  readOnly: flag,
  writeOnly: flag,
  uniqueItems: flag,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: {
    description: 'a number above 0',
    fits: (value) => isNumber(value) && Number(value) > 0,
  },
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minContains: count,
  maxContains: count,
  minProperties: count,
  maxProperties: count,
  pattern,
  required: names,
  dependentRequired: {
    description: 'a map from names to lists of names',
    fits: (value) => isObject(value) && Object.values(value).every(names.fits),
  },
  properties: namedSchemas,
  patternProperties: {
    description: 'a map from regular expressions to schemas',
    fits: (value) => namedSchemas.fits(value) && Object.keys(value ?? {}).every(pattern.fits),
  },
  dependentSchemas: namedSchemas,
  $defs: namedSchemas,
  allOf: schemas,
  anyOf: schemas,
  oneOf: schemas,
  prefixItems: schemas,
  items: schema,
  contains: schema,
  additionalProperties: schema,
  unevaluatedItems: schema,
  unevaluatedProperties: schema,
  propertyNames: schema,
  contentSchema: schema,
  not: schema,
  if: schema,
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword; this table is never awaited.
  then: schema,
  else: schema,
  discriminator: object,
  xml: object,
  externalDocs: object,
};

/** The problem of one keyword of a schema; `undefined` if there is none. */
function whyNotAKeyword(keyword: string, value: Json): string | undefined {
  if (keyword.startsWith('x-')) return undefined;
  if (!Object.hasOwn(KEYWORDS, keyword)) return 'is not a keyword of a schema';
  const expected = KEYWORDS[keyword] ?? anything;
  return expected.fits(value) ? undefined : `must be ${expected.description}`;
}

function isRegularExpression(value: Json): boolean {
  if (typeof value !== 'string') return false;
  try {
    return Boolean(new RegExp(value));
  } catch {
    return false;
  }
}

/** Keywords that OpenAPI 3.0 defines differently from 3.1. */
const MOVED: Readonly<Record<string, string>> = {
  nullable: 'Add "null" to the types instead, as in type: [string, "null"].',
  exclusiveMinimum: 'Set it to the bound, and remove minimum.',
  exclusiveMaximum: 'Set it to the bound, and remove maximum.',
};

/**
 * Checks that every keyword of every schema is known and has an allowed value. The published schema
 * of OpenAPI 3.1 does not validate Schema Objects, and generators ignore unknown keywords.
 */
export function keywordProblems(document: JsonObject, file: string): Problem[] {
  const problems: Problem[] = [];
  for (const { kind, node, pointer } of walk(document)) {
    if (kind !== 'schema') continue;
    for (const [keyword, value] of Object.entries(node)) {
      const place = { file, pointer: pointer + toPointer([keyword]) };
      problems.push(...keywordProblem(keyword, value).map((problem) => ({ ...place, ...problem })));
    }
  }
  return problems;
}

function keywordProblem(keyword: string, value: Json): Pick<Problem, 'message' | 'hint'>[] {
  const reason = whyNotAKeyword(keyword, value);
  if (!reason) return [];
  const moved = Object.hasOwn(MOVED, keyword) ? MOVED[keyword] : undefined;
  return moved && typeof value === 'boolean'
    ? [{ message: `${keyword}: ${value} is OpenAPI 3.0 and has no meaning in 3.1`, hint: moved }]
    : [{ message: `${keyword} ${reason}, found ${shortValue(value)}` }];
}
