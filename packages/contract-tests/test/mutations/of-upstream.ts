import type { Json, JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { liveSpec } from '@kaiten-sdk/scripts/testing/live-spec.ts';
import { publish } from '../repository.ts';
import { appended, changed, extended, type Mutation, without } from './edit.ts';

const live = await liveSpec();

const OPERATION = { operationId: 'get_widgets', responses: { '200': { description: 'All.' } } };
const PARAMETER: Json = { name: 'q', in: 'query', required: true, schema: { type: 'string' } };

const rows: [what: string, spec: JsonObject, reported: string][] = [
  ['the live spec became empty', { ...live, paths: {} }, 'became empty'],
  ['it lost half its operations', halved(live), 'lost 8'],
  ['it is OpenAPI 3.1', { ...live, openapi: '3.1.0' }, 'from OpenAPI 3.0.3 to 3.1.0'],
  ['it is Swagger 2', asSwagger(live), 'is Swagger 2.0'],
  ['it renamed every id parameter', renamed(live), 'renamed the path parameters of'],
  [
    'it has an operation more',
    extended(live, '/paths', { '/widgets': { get: OPERATION } }),
    '`get_widgets` was added',
  ],
  ['it lacks an operation', without(live, '/paths/~1tags', 'get'), '`get_tags` was removed'],
  ['it asks for a parameter more', withParameter(live), 'required query parameter'],
];

export const ofUpstream: readonly Mutation[] = rows.map(([what, spec, reported]) => ({
  what,
  layer: 'upstream',
  run: () => publish(spec),
  reported,
}));

function halved(spec: JsonObject): JsonObject {
  return changed(spec, '/paths', (paths) => {
    const entries = Object.entries(paths as JsonObject);
    return Object.fromEntries(entries.slice(0, entries.length / 2));
  });
}

function asSwagger({ openapi, ...rest }: JsonObject): JsonObject {
  return { swagger: '2.0', ...rest };
}

function renamed(spec: JsonObject): JsonObject {
  const text = JSON.stringify(spec)
    .replaceAll(/\{(\w+)\}/g, '{the_$1}')
    .replaceAll(/"in":"path","name":"(\w+)"/g, '"in":"path","name":"the_$1"');
  return JSON.parse(text);
}

function withParameter(spec: JsonObject): JsonObject {
  const prepared = extended(spec, '/paths/~1tags/get', { parameters: [] });
  return appended(prepared, '/paths/~1tags/get/parameters', PARAMETER);
}
