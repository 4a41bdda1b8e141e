import { expect, it } from 'vitest';
import type { Json } from '../openapi/json.ts';
import { contractDocument } from '../openapi/sample-document.ts';
import { overlayOf } from '../testing/overlay-of.ts';
import { fileToFix } from './overlay-places.ts';

const overlay = (file: string, ...actions: Json[]) => ({ ...overlayOf(actions), file });

const fixIn = fileToFix({ ...contractDocument(), webhooks: { added: { post: hook() } } }, [
  overlay('cards', { target: "$.paths['/cards'].get", update: { operationId: 'listCards' } }),
  overlay('one-card', {
    target: '$.paths',
    update: { '/cards/{card_id}': { get: { operationId: 'getCard' } } },
  }),
  overlay('shapes', { target: '$.components.schemas', update: { Card: {} } }),
  overlay('hooks', { target: '$', update: { webhooks: { added: { post: hook() } } } }),
  overlay('later', {
    target: '$.components',
    update: { schemas: { Card: {}, Tag: {} }, responses: { Failure: {} } },
  }),
  overlay('none', { target: '$.info', remove: true }),
]);

function hook() {
  return { operationId: 'onAdd' };
}

it.each<[string, string | undefined]>([
  ['/paths/~1cards/get/description', 'cards'],
  ['/paths/~1cards~1{card_id}/get', 'one-card'],
  ['/webhooks/added/post/tags', 'hooks'],
  ['/components/schemas/Card/properties/id', 'shapes'],
  ['/components/schemas/Tag', 'later'],
  ['/components/responses/Failure', 'later'],
  ['/paths/~1cards/post', undefined],
  ['/paths/~1cards', undefined],
  ['/components/schemas/Other', undefined],
  ['/info', undefined],
  ['', undefined],
])('a finding at %j is fixed in %s', (pointer, file) => {
  expect(fixIn(pointer)).toBe(file);
});
