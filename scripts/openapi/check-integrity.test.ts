import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalReferenceProblems, integrityProblems, nameProblems } from './check-integrity.ts';
import type { JsonObject } from './json.ts';
import {
  contractDocument,
  largeDocument,
  operation,
  pinnedDocument,
  schemaRef,
  withPaths,
  withSchemas,
} from './sample-document.ts';

const FILE = 'spec.json';

function told(document: JsonObject): string[] {
  const problems = [integrityProblems, nameProblems, externalReferenceProblems].flatMap((check) =>
    check(document, FILE),
  );
  expect(problems.every(({ file }) => file === FILE)).toBe(true);
  return problems.map(({ pointer, message }) => `${pointer}: ${message}`);
}

describe('sound documents', () => {
  it('accepts the shape in which upstream is pinned, and a contract', () => {
    expect(integrityProblems(pinnedDocument(), FILE)).toEqual([]);
    expect(told(contractDocument())).toEqual([]);
  });

  it('accepts 5,000 operations', () => {
    expect(told(largeDocument(5000))).toEqual([]);
  });

  it('takes no names from data, extensions or properties', () => {
    const data = { $ref: '#/nowhere', operationId: '../../x' };
    const schemas = {
      A: {
        default: data,
        enum: [data],
        const: data,
        example: data,
        examples: [data],
        'x-data': data,
        properties: { $ref: { type: 'string' }, 'not-an-identifier': {}, delete: {} },
      },
    };
    expect(told(withSchemas(schemas))).toEqual([]);
  });

  it('accepts recursion that data can end', () => {
    const schemas = {
      Tree: { type: 'object', properties: { children: { items: schemaRef('Tree') } } },
      Odd: { anyOf: [{ type: 'null' }, { properties: { next: schemaRef('Even') } }] },
      Even: { allOf: [{ additionalProperties: schemaRef('Odd') }] },
    };
    expect(told(withSchemas(schemas))).toEqual([]);
  });
});

describe('names', () => {
  const NO_IDENTIFIER = [
    '../../x',
    'a-b',
    'a b',
    '1st',
    '',
    'карта',
    'a.b',
    'a;b()',
    '*/alert(1)/*',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an attempt to inject code.
    '`${a}`',
    'delete',
    'await',
    'constructor',
    'toString',
    '__proto__',
    'any',
  ];

  it.each(NO_IDENTIFIER)('refuses the operationId %j', (operationId) => {
    const [problem] = told(withPaths({ '/a': { get: operation(operationId) } }));
    expect(problem).toMatch(/^\/paths\/~1a\/get\/operationId: operationId ".*" is /);
  });

  it('refuses names that differ only in case, and names of global types', () => {
    const schemas = { Card: {}, card: {}, Record: {} };
    expect(told(withSchemas(schemas))).toEqual([
      '/components/schemas/card: component name "card" differs only in case from "Card"',
      '/components/schemas/Record: component name "Record" hides a global type',
    ]);
  });

  it.each(NO_IDENTIFIER)('refuses the schema name %j', (name) => {
    const schemas = JSON.parse(`{${JSON.stringify(name)}: {}}`);
    expect(told(withSchemas(schemas)).join()).toContain(
      `component name ${JSON.stringify(name)} is`,
    );
  });

  it.each([
    'responses',
    'parameters',
    'requestBodies',
    'headers',
    'examples',
    'links',
    'callbacks',
    'pathItems',
    'securitySchemes',
  ])('refuses a name that is not an identifier in components.%s', (section) => {
    const document = { ...contractDocument(), paths: {}, components: { [section]: { 'a/b': {} } } };
    expect(told(document)).toEqual([
      `/components/${section}/a~1b: component name "a/b" is not a plain identifier`,
    ]);
  });

  it('names all locations of a repeated operationId, webhooks and callbacks included', () => {
    const callbacks = { onDone: { '{$request.body#/url}': { post: operation('same') } } };
    const document = {
      ...withPaths({ '/a': { get: operation('same'), put: operation('other', { callbacks }) } }),
      webhooks: { cardAdded: { post: operation('same') } },
    };
    expect(told(document)).toEqual([
      '/paths/~1a/get/operationId: operationId "same" is also at ' +
        '/paths/~1a/put/callbacks/onDone/{$request.body#~1url}/post/operationId, ' +
        '/webhooks/cardAdded/post/operationId',
    ]);
  });
});

describe('references', () => {
  it.each([
    ['a file', './card.json'],
    ['a file above', '../../../etc/passwd#/a'],
    ['a URL', 'https://example.com/card.json#/Card'],
    ['a file URL', 'file:///etc/passwd'],
    ['an anchor', '#Card'],
    ['the document itself', '#'],
  ])('refuses %s', (_, ref) => {
    expect(told(withSchemas({ A: { properties: { a: { $ref: ref } } } }))).toEqual([
      `/components/schemas/A/properties/a/$ref: $ref ${JSON.stringify(ref)} is not a reference inside this document`,
    ]);
  });

  it.each(['default', 'example', 'x-anything'])(
    'refuses a file or URL even in %s, where generators open it too',
    (key) => {
      const [problem] = told(withSchemas({ A: { [key]: [{ $ref: 'http://localhost/a' }] } }));
      expect(problem).toMatch(/^\/components\/schemas\/A\/.*\/0\/\$ref: \$ref "http:/);
    },
  );

  it.each([
    ['a missing schema', '#/components/schemas/Missing', 'does not resolve'],
    ['a member that every object has', '#/components/schemas/constructor', 'does not resolve'],
    ['a broken escape', '#/components/schemas/%E0%A4%A', 'does not resolve'],
    [
      'a response for a schema',
      '#/components/responses/Failure',
      'refers to a response instead of',
    ],
    ['a text for a schema', '#/openapi', 'refers to a string instead of a schema'],
  ])('refuses %s', (_, ref, reason) => {
    const document = contractDocument();
    const components = {
      ...(document.components as JsonObject),
      headers: { H: { schema: { $ref: ref } } },
    };
    const [problem, ...others] = told({ ...document, components });
    expect(others).toEqual([]);
    expect(problem).toContain(
      `/components/headers/H/schema/$ref: the reference ${JSON.stringify(ref)} ${reason}`,
    );
  });

  it.each<[string, JsonObject]>([
    ['parameters', { parameters: [{ $ref: '#/components/parameters/None' }] }],
    ['request bodies', { requestBody: { $ref: '#/components/requestBodies/None' } }],
    ['responses', { responses: { default: { $ref: '#/components/responses/None' } } }],
    [
      'examples',
      {
        responses: {
          '200': {
            content: { 'a/b': { examples: { a: { $ref: '#/components/examples/None' } } } },
          },
        },
      },
    ],
  ])('refuses references to missing %s', (_, more) => {
    expect(told(withPaths({ '/a': { get: operation('getA', more) } }))).toEqual([
      expect.stringContaining('/None" does not resolve'),
    ]);
  });

  it('follows escapes in references', () => {
    const document = {
      ...withSchemas({
        A: { $ref: '#/paths/~1a~1%7Bid%7D/get/responses/200/content/a~1b/schema' },
      }),
      paths: {
        '/a/{id}': {
          get: operation('getA', {
            responses: { '200': { content: { 'a/b': { schema: { type: 'string' } } } } },
          }),
        },
      },
    };
    expect(told(document)).toEqual([]);
  });

  it.each([
    ['a name', 'Missing', '"#/components/schemas/Missing" does not resolve'],
    [
      'a reference',
      '#/components/schemas/Missing',
      '"#/components/schemas/Missing" does not resolve',
    ],
    ['a file', 'cat.json', '"cat.json" is not inside this document'],
  ])('refuses a discriminator that maps to %s which is not there', (_, target, reason) => {
    const schemas = {
      Cat: {},
      Pet: { oneOf: [schemaRef('Cat')], discriminator: { mapping: { cat: 'Cat', dog: target } } },
    };
    expect(told(withSchemas(schemas))).toEqual([
      `/components/schemas/Pet/discriminator/mapping/dog: the reference ${reason}`,
    ]);
  });
});

describe('cycles', () => {
  it.each<[string, JsonObject, string]>([
    ['a schema that is itself', { A: schemaRef('A') }, 'A → A'],
    [
      'a chain of schemas',
      { A: schemaRef('B'), B: { description: 'x', ...schemaRef('C') }, C: schemaRef('A') },
      'A → B → C → A',
    ],
    ['an alternative', { A: { anyOf: [{ type: 'null' }, schemaRef('A')] } }, 'A → A/anyOf/1 → A'],
    ['a part', { A: { allOf: [schemaRef('B')] }, B: schemaRef('A') }, 'A → A/allOf/0 → B → A'],
  ])('refuses %s', (_, schemas, cycle) => {
    const pointers = cycle.replaceAll(/[A-C][^ ]*/g, '/components/schemas/$&');
    expect(told(withSchemas(schemas))).toEqual([
      `/components/schemas/A: the references go round in a circle: ${pointers}`,
    ]);
  });

  it('rejects cycles of other components, and reports each once', () => {
    const circle = (section: string) => ({
      A: { $ref: `#/components/${section}/B` },
      B: { $ref: `#/components/${section}/A` },
    });
    const components = { parameters: circle('parameters'), responses: circle('responses') };
    expect(told({ ...contractDocument(), paths: {}, components })).toEqual(
      [
        expect.stringContaining('/components/responses/A → '),
        expect.stringContaining('/components/parameters/A → '),
      ].reverse(),
    );
  });

  it('finds every cycle of any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.boolean(), (length, isClosed) => {
        const schemas: JsonObject = { S0: isClosed ? schemaRef(`S${length - 1}`) : {} };
        for (let n = 1; n < length; n += 1) schemas[`S${n}`] = schemaRef(`S${n - 1}`);
        expect(integrityProblems(withSchemas(schemas), FILE)).toHaveLength(isClosed ? 1 : 0);
      }),
      { numRuns: 30 },
    );
  });
});

describe('keys', () => {
  it.each([
    ['at the top', '{"__proto__": {"polluted": true}}', '/__proto__'],
    ['in a schema', '{"components": {"schemas": {"A": {"__proto__": {}}}}}', '/A/__proto__'],
    ['in data', '{"info": {"x-a": [{"__proto__": 1}]}}', '/info/x-a/0/__proto__'],
  ])('refuses __proto__ %s', (_, text, place) => {
    const problems = told(JSON.parse(text));
    expect(problems[0]).toMatch(/the key "__proto__" would change objects/);
    expect(problems[0]?.split(': ')[0]).toMatch(new RegExp(`${place}$`));
    expect({}).not.toHaveProperty('polluted');
  });

  it('refuses to go deeper than tools can follow', () => {
    const deep = JSON.parse(`{"info": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(told(deep)).toEqual(['/info/0/0/0/0: nested more than 500 levels deep']);
  });
});

it('names only the first of many locations', () => {
  const items = Array.from({ length: 100 }, (_, n) => [`/a${n}`, { get: operation('same') }]);
  const [problem, ...others] = told(withPaths(Object.fromEntries(items)));
  expect(others).toEqual([]);
  expect(problem).toMatch(/\/paths\/~1a10\/get\/operationId, … 89 more$/);
});

it('reports no more than a person reads', () => {
  const missing = schemaRef('Missing');
  const schemas = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`A${n}`, missing]));
  const problems = told(withSchemas(schemas));
  expect(problems).toHaveLength(51);
  expect(problems.at(-1)).toContain('and 450 more');
});
