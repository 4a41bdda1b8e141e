import { expect, it } from 'vitest';
import type { JsonObject } from './json.ts';
import { schemasAt } from './parts.ts';
import { schemaRef, withSchemas } from './sample-document.ts';

const document = withSchemas({
  Card: {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      lane: { anyOf: [schemaRef('Lane'), { type: 'null' }] },
      children: { type: 'array', items: schemaRef('Card') },
      size: { type: 'object', properties: { constructor: { type: 'string' } } },
    },
  },
  Lane: { allOf: [schemaRef('Lane'), { properties: { title: { type: 'string' } } }] },
  Either: { oneOf: [schemaRef('Card'), { properties: { id: { type: 'string' } } }] },
});

const at = (name: string, ...path: string[]) => schemasAt(document, schemaRef(name), path);

it.each<[string, string, string[], JsonObject[]]>([
  ['itself', 'Card', ['id'], [{ type: 'integer' }]],
  [
    'a part of a composition that refers to itself',
    'Card',
    ['lane', 'title'],
    [{ type: 'string' }],
  ],
  ['the items of a list', 'Card', ['children', 'children', 'id'], [{ type: 'integer' }]],
  ['each alternative', 'Either', ['id'], [{ type: 'integer' }, { type: 'string' }]],
  ['nothing', 'Card', ['color'], []],
  ['nothing that is only inherited', 'Card', ['constructor'], []],
])('finds a property in %s', (_, name, path, schemas) => {
  expect(at(name, ...path)).toEqual(schemas);
});

it('finds nothing below a reference that does not resolve', () => {
  expect(at('Missing', 'id')).toEqual([]);
});
