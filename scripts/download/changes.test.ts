import { expect, it } from 'vitest';
import type { JsonObject } from '../openapi/json.ts';
import { sampleOperation, samplePaths, sampleSpec } from '../testing/sample-spec.ts';
import { changesBetween } from './changes.ts';

function withComponents(schemas: JsonObject, spec = sampleSpec()): JsonObject {
  return { ...spec, components: { schemas } };
}

const none = { added: [], removed: [], changed: [] };

it('reports no changes between equal shapes', () => {
  expect(changesBetween(sampleSpec(), sampleSpec())).toEqual(none);
});

it('reports operations that were added and removed', () => {
  const now = sampleSpec({ '/widgets': { get: sampleOperation('a') }, '/b': { put: {} } });
  expect(changesBetween(sampleSpec(), now)).toEqual({
    added: ['PUT /b'],
    removed: ['POST /widgets'],
    changed: ['GET /widgets'],
  });
});

it('reports all operations as added if there were none', () => {
  const { added } = changesBetween({}, sampleSpec());
  expect(added).toEqual(['GET /widgets', 'POST /widgets']);
});

it('reports changes of what an operation inherits from its path', () => {
  const parameters = [{ name: 'a', in: 'query' }];
  const now = sampleSpec({ '/widgets': { ...(samplePaths()['/widgets'] as object), parameters } });
  expect(changesBetween(sampleSpec(), now).changed).toEqual(['GET /widgets', 'POST /widgets']);
});

it('follows references to changed components through unchanged ones', () => {
  const Widget = { properties: { part: { $ref: '#/components/schemas/Part' } } };
  const before = withComponents({ Widget, Part: { type: 'string' }, Other: {} });
  const after = withComponents({ Widget, Part: { type: 'integer' }, Other: {} });
  expect(changesBetween(before, after)).toEqual({ ...none, changed: ['GET /widgets'] });
});

it('omits operations that refer to no changed component', () => {
  const Widget = { type: 'object' };
  const before = withComponents({ Widget, Other: {} });
  const after = withComponents({ Widget, Other: { type: 'string' } });
  expect(changesBetween(before, after)).toEqual(none);
});
