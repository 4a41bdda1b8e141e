import { expect, it } from 'vitest';
import type { JsonObject } from '../openapi/json.ts';
import { sampleOperation, samplePaths, sampleSpec } from '../testing/sample-spec.ts';
import { changesBetween } from './changes.ts';

function withComponents(schemas: JsonObject, spec = sampleSpec()): JsonObject {
  return { ...spec, components: { schemas } };
}

const none = { added: [], removed: [], changed: [] };

it('finds nothing between equals', () => {
  expect(changesBetween(sampleSpec(), sampleSpec())).toEqual(none);
});

it('names operations that came and went', () => {
  const now = sampleSpec({ '/widgets': { get: sampleOperation('a') }, '/b': { put: {} } });
  expect(changesBetween(sampleSpec(), now)).toEqual({
    added: ['PUT /b'],
    removed: ['POST /widgets'],
    changed: ['GET /widgets'],
  });
});

it('names all where there was nothing', () => {
  const { added } = changesBetween({}, sampleSpec());
  expect(added).toEqual(['GET /widgets', 'POST /widgets']);
});

it('sees what an operation takes over from its path', () => {
  const parameters = [{ name: 'a', in: 'query' }];
  const now = sampleSpec({ '/widgets': { ...(samplePaths()['/widgets'] as object), parameters } });
  expect(changesBetween(sampleSpec(), now).changed).toEqual(['GET /widgets', 'POST /widgets']);
});

it('follows references to what changed, over others that did not', () => {
  const Widget = { properties: { part: { $ref: '#/components/schemas/Part' } } };
  const before = withComponents({ Widget, Part: { type: 'string' }, Other: {} });
  const after = withComponents({ Widget, Part: { type: 'integer' }, Other: {} });
  expect(changesBetween(before, after)).toEqual({ ...none, changed: ['GET /widgets'] });
});

it('leaves out operations that lead to no change', () => {
  const Widget = { type: 'object' };
  const before = withComponents({ Widget, Other: {} });
  const after = withComponents({ Widget, Other: { type: 'string' } });
  expect(changesBetween(before, after)).toEqual(none);
});
