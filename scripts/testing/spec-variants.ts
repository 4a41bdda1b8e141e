import fc from 'fast-check';
import type { Json, JsonObject } from '../openapi/json.ts';

/** An operation that upstream could add: valid OpenAPI 3.0 that generators can have trouble with. */
export interface SpecVariant {
  readonly name: string;
  readonly pathItem: JsonObject;
  readonly components?: { readonly [section: string]: JsonObject };
  /** The path, if it matters. */
  readonly path?: string;
}

const OK: JsonObject = { '200': { description: 'OK' } };
const ref = (section: string, name: string): JsonObject => ({
  $ref: `#/components/${section}/${name}`,
});
const jsonOf = (schema: Json): JsonObject => ({ 'application/json': { schema } });
const bodyOf = (schema: Json): JsonObject => ({ requestBody: { content: jsonOf(schema) } });
const responseOf = (schema: Json): JsonObject => ({
  '200': { description: 'OK', content: jsonOf(schema) },
});
const post = (more: JsonObject): JsonObject => ({ post: { responses: OK, ...more } });
const get = (more: JsonObject): JsonObject => ({ get: { responses: OK, ...more } });
const query = (name: string, more: JsonObject): JsonObject => ({ name, in: 'query', ...more });

/** A body of one schema. */
function body(name: string, schema: Json, components?: SpecVariant['components']): SpecVariant {
  return { name, pathItem: post(bodyOf(schema)), ...(components && { components }) };
}

/** A component with a name that TypeScript or another component has, too, in a body and a response. */
function named(name: string, schema: JsonObject = { type: 'object' }): SpecVariant {
  const use = ref('schemas', name.replaceAll('/', '~1'));
  return {
    name: `a component called ${name}`,
    pathItem: post({ ...bodyOf(use), responses: responseOf(use) }),
    components: { schemas: { [name]: schema } },
  };
}

const CAT = {
  type: 'object',
  properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
};
const PETS = { VariantCat: CAT, VariantDog: { ...CAT, required: ['kind'] } };
const petUnion = (discriminator: JsonObject): JsonObject => ({
  oneOf: [ref('schemas', 'VariantCat'), ref('schemas', 'VariantDog')],
  discriminator: { propertyName: 'kind', ...discriminator },
});

/** For tests: operations in which upstream uses what is valid and unusual. */
export const SPEC_VARIANTS: readonly SpecVariant[] = [
  {
    name: 'int64 in path, query and body',
    path: '/variants/int64/{id}',
    pathItem: {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer', format: 'int64' } },
      ],
      ...post({
        parameters: [query('after', { schema: { type: 'integer', format: 'int64' } })],
        ...bodyOf({ type: 'object', properties: { id: { type: 'integer', format: 'int64' } } }),
      }),
    },
  },
  {
    name: 'parameters, bodies, responses and headers by reference',
    pathItem: post({
      parameters: [ref('parameters', 'VariantLimit')],
      requestBody: ref('requestBodies', 'VariantBody'),
      responses: { '200': ref('responses', 'VariantOk'), default: ref('responses', 'VariantOk') },
    }),
    components: {
      parameters: { VariantLimit: query('limit', { schema: { type: 'integer' } }) },
      requestBodies: { VariantBody: { content: jsonOf({ type: 'object' }) } },
      headers: { 'Variant-Total': { schema: { type: 'integer' } } },
      responses: {
        VariantOk: {
          description: 'OK',
          headers: { Total: ref('headers', 'Variant-Total') },
          content: jsonOf(ref('schemas', 'VariantThing')),
        },
      },
      schemas: { VariantThing: { type: 'object', properties: { id: { type: 'integer' } } } },
    },
  },
  {
    name: 'callbacks and links by reference',
    pathItem: post({
      callbacks: { done: ref('callbacks', 'VariantDone') },
      responses: { '200': { description: 'OK', links: { next: ref('links', 'VariantNext') } } },
    }),
    components: {
      callbacks: { VariantDone: { '{$request.body#/url}': post({}) } },
      links: { VariantNext: { operationId: 'get_spaces' } },
    },
  },
  {
    name: 'one component in request and response with readOnly and writeOnly',
    pathItem: post({
      ...bodyOf(ref('schemas', 'VariantUser')),
      responses: responseOf(ref('schemas', 'VariantUser')),
    }),
    components: {
      schemas: {
        VariantUser: {
          type: 'object',
          required: ['id', 'name'],
          properties: {
            id: { type: 'integer', readOnly: true },
            name: { type: 'string' },
            password: { type: 'string', writeOnly: true },
          },
        },
      },
    },
  },
  body('a discriminator without mapping', petUnion({}), { schemas: PETS }),
  body('a discriminator with names', petUnion({ mapping: { cat: 'VariantCat' } }), {
    schemas: PETS,
  }),
  body(
    'a discriminator with references',
    petUnion({ mapping: { 'the cat': '#/components/schemas/VariantCat' } }),
    { schemas: PETS },
  ),
  { name: 'only a redirect', pathItem: get({ responses: { '302': { description: 'Found' } } }) },
  { name: 'only an error', pathItem: get({ responses: { '404': { description: 'None' } } }) },
  { name: 'only a default', pathItem: get({ responses: { default: { description: 'Any' } } }) },
  { name: 'a class of status codes', pathItem: get({ responses: { '2XX': OK['200'] ?? {} } }) },
  {
    name: 'parameters with content, objects and styles',
    pathItem: get({
      parameters: [
        query('filter', { content: jsonOf({ type: 'object' }) }),
        query('deep', { style: 'deepObject', explode: true, schema: { type: 'object' } }),
        query('piped', {
          style: 'pipeDelimited',
          schema: { type: 'array', items: { type: 'string' } },
        }),
        query('either', { schema: { oneOf: [{ type: 'string' }, { type: 'integer' }] } }),
        query('objects', { schema: { type: 'array', items: { type: 'object' } } }),
        query('empty', { allowEmptyValue: true, schema: { type: 'boolean' } }),
      ],
    }),
  },
  {
    name: 'headers and cookies',
    pathItem: get({
      parameters: [
        { name: 'X-Mode', in: 'header', required: true, schema: { type: 'string' } },
        { name: 'session', in: 'cookie', schema: { type: 'string' } },
      ],
    }),
  },
  {
    name: 'parameters that are called like parts of a call',
    path: '/variants/names/{id}',
    pathItem: {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      ...post({
        parameters: ['id', 'body', 'headers', 'signal', 'url', 'client', 'query', 'path'].map(
          (name) => query(name, { schema: { type: 'string' } }),
        ),
        ...bodyOf({ type: 'object', properties: { body: {}, id: {}, signal: {} } }),
      }),
    },
  },
  body('properties beside additionalProperties', {
    type: 'object',
    properties: { id: { type: 'integer' } },
    additionalProperties: { type: 'string' },
  }),
  body('nothing but additionalProperties', {
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'number' } },
  }),
  ...['valueOf', 'hasOwnProperty', 'toString', 'constructor', ''].map((name) =>
    body(`a property called ${JSON.stringify(name)}`, {
      type: 'object',
      required: [name],
      properties: { [name]: { type: 'string' }, id: { type: 'integer' } },
    }),
  ),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attempt to inject code.
  ...['a-b', 'a b', '1st', 'карта', '*/', '"', '\\', '`${a}`', 'class', 'default'].map((name) =>
    body(`a property called ${JSON.stringify(name)}`, {
      type: 'object',
      required: [name],
      properties: { [name]: { type: 'string', description: name } },
    }),
  ),
  ...['Record', 'Array', 'paths', 'operations', 'Promise', 'Card.v2', 'my-schema', '1st'].map(
    (name) => named(name),
  ),
  {
    name: 'components that differ only in case',
    pathItem: post(bodyOf({ allOf: [ref('schemas', 'variant'), ref('schemas', 'Variant')] })),
    components: { schemas: { variant: { type: 'object' }, Variant: { type: 'object' } } },
  },
  ...[['Карточки'], [''], ['1st'], ['a/b', 'c'], ['constructor'], ['`'], ['Cards']].map(
    (tags): SpecVariant => ({ name: `the tags ${JSON.stringify(tags)}`, pathItem: get({ tags }) }),
  ),
  ...['delete', 'class', 'widgets/get', '🚀', 'get-it', '1st', 'constructor', '../../x', ' '].map(
    (operationId): SpecVariant => ({
      name: `the operationId ${JSON.stringify(operationId)}`,
      pathItem: get({ operationId }),
    }),
  ),
  { name: 'a path that refers to another path', pathItem: { $ref: '#/paths/~1variants~1target' } },
  { name: 'the path that is referred to', path: '/variants/target', pathItem: get({}) },
  {
    name: 'examples of every kind',
    pathItem: post({
      requestBody: {
        content: {
          'application/json': {
            schema: { type: 'object', example: { id: 1 }, default: { id: 'x' } },
            examples: { one: { value: { id: 1 } }, two: ref('examples', 'VariantExample') },
          },
        },
      },
    }),
    components: { examples: { VariantExample: { value: 1 } } },
  },
  body('a recursive schema', ref('schemas', 'VariantNode'), {
    schemas: {
      VariantNode: {
        type: 'object',
        properties: {
          children: { type: 'array', items: ref('schemas', 'VariantNode') },
          parent: { allOf: [ref('schemas', 'VariantNode')], nullable: true },
        },
      },
    },
  }),
  ...(
    [
      ['no type', {}],
      ['a list without items', { type: 'array', items: {} }],
      ['a list in a list', { type: 'array', items: { type: 'array', items: { nullable: true } } }],
      ['an enum of mixed values', { enum: ['a', 1, null, true] }],
      ['an enum of another type', { type: 'integer', enum: ['a', 'b'] }],
      ['an enum of objects', { enum: [{ a: 1 }, ['b']] }],
      ['an enum with values that are alike', { type: 'string', enum: ['a', 'A', 'a-', 'a_', ''] }],
      ['null allowed', { type: 'string', nullable: true, enum: ['a', null] }],
      ['exclusive bounds', { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9 }],
      ['bounds that exclude each other', { type: 'string', minLength: 5, maxLength: 3 }],
      ['a pattern with groups', { type: 'string', pattern: '(?<a>[a-z]+)-\\k<a>' }],
      ['a pattern with slashes', { type: 'string', pattern: '^/a/\\d+"`$' }],
      ['a binary', { type: 'string', format: 'binary' }],
      ['formats nobody knows', { type: 'string', format: 'colour' }],
      ['a date with a default', { type: 'string', format: 'date-time', default: '2020-01-01' }],
      ['a default of another type', { type: 'integer', default: 'one' }],
      ['unions of lists', { anyOf: [{ type: 'array', items: {} }, { type: 'object' }] }],
      ['an empty union member', { oneOf: [{}, { type: 'string' }] }],
      ['an intersection of primitives', { allOf: [{ type: 'string' }, { minLength: 1 }] }],
      [
        'an intersection of union and object',
        { allOf: [{ oneOf: [CAT] }, CAT], required: ['kind'] },
      ],
      ['a negation', { not: { type: 'string' } }],
      [
        'xml',
        { type: 'object', xml: { name: 'a' }, properties: { a: { xml: { attribute: true } } } },
      ],
      ['required names without properties', { type: 'object', required: ['a', 'b'] }],
      ['many properties', { minProperties: 1, maxProperties: 2, type: 'object' }],
      ['a multiple', { type: 'number', multipleOf: 0.01 }],
      [
        'unique items',
        { type: 'array', uniqueItems: true, items: { type: 'string' }, maxItems: 2 },
      ],
    ] as [string, Json][]
  ).map(([name, schema]) => body(name, schema)),
  ...['text/plain', 'application/octet-stream', 'application/xml', '*/*'].map(
    (type): SpecVariant => ({
      name: `a body of type ${type}`,
      pathItem: post({ requestBody: { required: true, content: { [type]: { schema: {} } } } }),
    }),
  ),
  {
    name: 'JSON with parameters and of another kind',
    pathItem: post({
      requestBody: {
        content: { 'application/vnd.api+json; charset=utf-8': { schema: { type: 'object' } } },
      },
    }),
  },
  {
    name: 'a form with files and encoding',
    pathItem: post({
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: {
                file: { type: 'string', format: 'binary' },
                files: { type: 'array', items: { type: 'string', format: 'binary' } },
                data: { type: 'object' },
              },
            },
            encoding: { data: { contentType: 'application/json', headers: {} } },
          },
        },
      },
    }),
  },
  {
    name: 'security, servers and documentation of its own',
    pathItem: get({
      security: [{ 'variant-key': [] }, {}],
      servers: [{ url: 'https://example.com/{v}', variables: { v: { default: '1' } } }],
      externalDocs: { url: 'https://example.com' },
      deprecated: true,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an attempt to inject code.
      summary: '*/ `${a}` \\',
      'x-pagination-of-another': { a: 1 },
    }),
    components: {
      securitySchemes: { 'variant-key': { type: 'apiKey', in: 'header', name: 'X-Key' } },
    },
  },
  ...['head', 'options', 'trace', 'put', 'patch', 'delete'].map(
    (method): SpecVariant => ({
      name: `the method ${method}`,
      pathItem: { [method]: { responses: OK } },
    }),
  ),
  ...['/variants/{a}-{b}', '/variants/{a.b}', '/variants/{1st}/x', '/variants/x.json'].map(
    (path): SpecVariant => ({
      name: `the path ${path}`,
      path,
      pathItem: get({
        parameters: [...path.matchAll(/\{(.*?)\}/g)].map(([, name = '']) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        })),
      }),
    }),
  ),
];

/** For tests: a spec with the operations of variants. */
export function withVariants(spec: JsonObject, variants: readonly SpecVariant[]): JsonObject {
  const document = structuredClone(spec);
  const paths = document.paths as JsonObject;
  const components = { ...(document.components as JsonObject | undefined) };
  variants.forEach(({ path, pathItem, ...variant }, index) => {
    paths[path ?? `/variants/${index}`] = structuredClone(pathItem);
    for (const [section, named] of Object.entries(variant.components ?? {})) {
      components[section] = { ...(components[section] as JsonObject), ...structuredClone(named) };
    }
  });
  return { ...document, components };
}

/** For tests: operations with random parameters and bodies, the same ones for the same seed. */
export function randomVariants(count: number, seed: number): SpecVariant[] {
  const operations = fc.record({
    parameters: fc.uniqueArray(
      fc.record({ name: NAME, in: fc.constant('query'), schema: SCHEMA }),
      { maxLength: 3, selector: ({ name }) => name },
    ),
    requestBody: SCHEMA.map((schema) => ({ content: jsonOf(schema) })),
    responses: SCHEMA.map((schema) => responseOf(schema)),
  });
  return fc
    .sample(operations, { numRuns: count, seed })
    .map((operation, index) => ({ name: `random ${index}`, pathItem: { post: operation } }));
}

const NAME = fc.oneof(
  fc.constantFrom('id', 'body', 'class', 'a-b', '1st', 'valueOf', 'карта', 'x'),
  fc.string({ minLength: 1, maxLength: 6 }),
);

const { schema: SCHEMA } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record(
      {
        type: fc.constant('string'),
        enum: fc.uniqueArray(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 }),
        nullable: fc.boolean(),
        format: fc.constantFrom('date', 'uuid', 'binary', 'x'),
        minLength: fc.nat(9),
        description: fc.string(),
        default: fc.string(),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constantFrom('integer', 'number'),
        format: fc.constantFrom('int32', 'int64', 'double'),
        minimum: fc.integer(),
        exclusiveMinimum: fc.boolean(),
        multipleOf: fc.integer({ min: 1, max: 9 }),
        nullable: fc.boolean(),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.dictionary(NAME, tie('schema'), { maxKeys: 4, noNullPrototype: true }).chain((properties) =>
      fc.record(
        {
          type: fc.constant('object'),
          properties: fc.constant(properties),
          required: fc.constant([...new Set(['id', ...Object.keys(properties)])].slice(0, 3)),
          additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          nullable: fc.boolean(),
        },
        { requiredKeys: ['type'] },
      ),
    ),
    fc
      .tuple(
        fc.constantFrom('allOf', 'anyOf', 'oneOf'),
        fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
      )
      .map(([keyword, parts]) => ({ [keyword]: parts })),
  ) as fc.Arbitrary<JsonObject>,
}));
