import { expect, test } from 'vitest';
import { type Evidence, shapeOf } from '../evidence/index.ts';
import type { Json } from '../openapi/json.ts';
import { answer, contractDocument, operation } from '../openapi/sample-document.ts';
import { evidenceStats } from './evidence-stats.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };

function contract() {
  const list = (items: Json) => ({ '200': answer({ type: 'array', items }) });
  return {
    ...contractDocument(),
    paths: {
      '/rooms': { get: operation('listRooms', { responses: list(ref('Room')) }) },
      '/beds': { get: operation('listBeds', { responses: list(ref('Bed')) }) },
      '/rooms/{id}': { delete: operation('deleteRoom', { responses: { '204': {} } }) },
    },
    components: {
      schemas: {
        Room: {
          type: 'object',
          required: ['id', 'size', 'owner'],
          properties: {
            id: text,
            size: text,
            owner: { type: 'object', required: ['email'], properties: { email: text } },
          },
        },
        Bed: {
          allOf: [ref('Thing'), { type: 'object', required: ['size', 'color'], properties: {} }],
        },
        Thing: { type: 'object', required: ['id'], properties: { id: text } },
      },
    },
  };
}

const evidence: Evidence = {
  recordings: [
    {
      file: 'listRooms.json',
      operationId: 'listRooms',
      recorded: '2026',
      by: 'somebody',
      places: shapeOf([{ id: 'a', size: '1' }]),
    },
  ],
  documented: { listRooms: ['size', 'owner'], listBeds: ['size'] },
};

test('reports the support of every required property', () => {
  expect(evidenceStats(contract(), evidence)).toEqual({
    recordings: 1,
    operationsWithEvidence: 1,
    operations: 2,
    propertiesSeen: 2,
    requiredBy: { evidence: 2, documentation: 1, identity: 1, discriminator: 0, nothing: 3 },
    required: [
      { property: 'Bed.color', by: 'nothing', operations: ['listBeds'] },
      { property: 'Bed.size', by: 'documentation', operations: ['listBeds'] },
      { property: 'Room.id', by: 'evidence', operations: ['listRooms'] },
      { property: 'Room.owner', by: 'nothing', operations: ['listRooms'] },
      { property: 'Room.owner.email', by: 'nothing', operations: ['listRooms'] },
      { property: 'Room.size', by: 'evidence', operations: ['listRooms'] },
      { property: 'Thing.id', by: 'identity', operations: ['listBeds'] },
    ],
  });
});
