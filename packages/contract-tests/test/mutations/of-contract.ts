import type { Json, JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { packagesLayer } from '../../src/layers/offline-layers.ts';
import { contract, SEED } from '../repository.ts';
import { appended, changed, extended, type Mutation, without, withoutItem } from './edit.ts';

const TAGS = '/paths/~1tags';
const CREATE_TAG = '/components/schemas/CreateTagRequest';
const TAG = '/components/schemas/Tag';
const ITERATIONS = '/paths/~1spaces~1{space_uid}~1iterations';

const rows: [what: string, operationId: string, changed: JsonObject, reported: string][] = [
  ['another method', 'createTag', moved(contract, TAGS, 'post', 'put'), 'method: sends "POST"'],
  ['another path', 'listTags', renamedPath('/tags', '/labels'), 'path: sends'],
  ['an operation more', 'getWidget', withOperation('getWidget'), 'the client has no such function'],
  ['a path parameter by another name', 'getSpace', renamedParameter(), 'space_id is undefined'],
  [
    'a query parameter more',
    'listTags',
    withParameter(`${TAGS}/get`),
    'query: the validator refuses',
  ],
  [
    'a query where there was none',
    'updateSpace',
    withParameter('/paths/~1spaces~1{space_id}/patch'),
    'there is no validator for its Query',
  ],
  [
    'no query any more',
    'listTags',
    extended(contract, `${TAGS}/get`, { parameters: [] }),
    'a validator knows a Query as well',
  ],
  [
    'a query parameter less',
    'listTags',
    withoutFirst(`${TAGS}/get/parameters`),
    'knows limit as well',
  ],
  [
    'a query parameter that is required',
    'listTags',
    extended(contract, `${TAGS}/get/parameters/0`, { required: true }),
    'accepts no limit',
  ],
  [
    'lists in one value instead of several',
    'listCustomProperties',
    explodedOtherwise('/company/custom-properties', false),
    'query: sends',
  ],
  [
    'lists in several values instead of one',
    'listIterations',
    withExplode(`${ITERATIONS}/get/parameters/1`),
    'query: sends',
  ],
  ['a form instead of JSON', 'createTag', asForm(), 'contentType: sends "application/json"'],
  [
    'a body key more',
    'createTag',
    extended(contract, `${CREATE_TAG}/properties`, { colour: { type: 'integer' } }),
    'refuses',
  ],
  [
    'a body key of another type',
    'createTag',
    extended(contract, `${CREATE_TAG}/properties/name`, { type: 'integer' }),
    'refuses',
  ],
  [
    'a body key that is required',
    'createSpace',
    appended(contract, '/components/schemas/CreateSpaceRequest/required', 'sort_order'),
    'accepts no sort_order',
  ],
  [
    'a body key that is not required',
    'createTag',
    withoutItem(contract, `${CREATE_TAG}/required`, 'name'),
    'refuses',
  ],
  [
    'a tighter limit',
    'createTag',
    extended(contract, `${CREATE_TAG}/properties/name`, { maxLength: 64 }),
    'accepts too long a text',
  ],
  [
    'a looser limit',
    'createTag',
    extended(contract, `${CREATE_TAG}/properties/name`, { minLength: 0 }),
    'refuses',
  ],
  [
    'a code more in a request',
    'createSpace',
    appended(contract, '/components/schemas/SpaceAccessInput/enum', 'nobody'),
    'refuses',
  ],
  [
    'a response property more',
    'listTags',
    extended(contract, `${TAG}/properties`, { shade: { type: 'string' } }),
    'does not know shade',
  ],
  [
    'a response property less',
    'listTags',
    without(contract, `${TAG}/properties`, 'locked'),
    'knows locked as well',
  ],
  [
    'a response property of another type',
    'listTags',
    extended(contract, `${TAG}/properties/color`, { type: 'string' }),
    'is refused at',
  ],
  [
    'a response property that can be null',
    'listTags',
    extended(contract, `${TAG}/properties/color`, { type: ['integer', 'null'] }),
    'is refused at',
  ],
  [
    'a response property that cannot be null',
    'listTags',
    extended(contract, `${TAG}/properties/locked`, { type: 'string' }),
    'accepts null at 0.locked',
  ],
  [
    'a response property that is always there',
    'listTags',
    appended(contract, `${TAG}/required`, 'uid'),
    'accepts no uid',
  ],
  [
    'a response property that may be missing',
    'listTags',
    withoutItem(contract, `${TAG}/required`, 'color'),
    'is refused at',
  ],
  [
    'an example that is none',
    'createTag',
    changed(contract, `${TAGS}/post/responses/200/content/application~1json/example`, () => ({})),
    'the example is refused at',
  ],
];

export const ofContract: readonly Mutation[] = rows.map(
  ([what, operationId, mutated, reported]) => ({
    what: `the contract has ${what}`,
    layer: 'packages',
    run: () =>
      packagesLayer({ contract: mutated, runs: 20, seed: SEED, operationIds: [operationId] }),
    reported,
  }),
);

function moved(document: JsonObject, pointer: string, from: string, to: string): JsonObject {
  return changed(document, pointer, (item) => {
    const { [from]: operation = null, ...rest } = item as JsonObject;
    return { ...rest, [to]: operation };
  });
}

function renamedPath(from: string, to: string): JsonObject {
  return moved(contract, '/paths', from, to);
}

function withOperation(operationId: string): JsonObject {
  const get = { operationId, tags: ['Tags'], responses: {} };
  return extended(contract, '/paths', { '/widgets': { get } });
}

function renamedParameter(): JsonObject {
  const text = JSON.stringify((contract.paths as JsonObject)['/spaces/{space_id}']);
  const item: Json = JSON.parse(text.replaceAll('"space_id"', '"id"'));
  const renamed = renamedPath('/spaces/{space_id}', '/spaces/{id}');
  return changed(renamed, '/paths/~1spaces~1{id}', () => item);
}

function withParameter(pointer: string): JsonObject {
  const parameter = { name: 'colour', in: 'query', schema: { type: 'string' } };
  return appended(contract, `${pointer}/parameters`, parameter);
}

function withoutFirst(pointer: string): JsonObject {
  return changed(contract, pointer, (list) => (list as Json[]).slice(1));
}

function explodedOtherwise(path: string, explode: boolean): JsonObject {
  return changed(contract, `/paths/${path.replaceAll('/', '~1')}/get/parameters`, (list) =>
    (list as JsonObject[]).map((one) => (one.name === 'ids' ? { ...one, explode } : one)),
  );
}

function withExplode(pointer: string): JsonObject {
  return extended(contract, pointer, { explode: true });
}

function asForm(): JsonObject {
  return moved(
    contract,
    `${TAGS}/post/requestBody/content`,
    'application/json',
    'multipart/form-data',
  );
}
