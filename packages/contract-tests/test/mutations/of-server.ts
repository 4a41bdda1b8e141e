import type { Json, JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { contractOperations } from '../../src/contract/contract.ts';
import { serverLayer, tenantLayer } from '../../src/layers/live-layers.ts';
import type { LayerResult } from '../../src/layers/offline-layers.ts';
import { contractServer, type ExampleChange } from '../../src/server/contract-server.ts';
import { contract, file, SEED } from '../repository.ts';
import type { Mutation } from './edit.ts';

const rows: [what: string, change: ExampleChange, reported: string][] = [
  ['a field more', onCard({ nickname: 'Ann' }), 'CardDetails: unknown field nickname (string)'],
  ['null', onCard({ title: null }), 'Card/properties/title: null, which'],
  ['another type', onCard({ title: 12 }), 'Card/properties/title: type integer, which'],
  ['no id', onCard({ id: undefined }), 'Card/required: required field id is missing'],
  ['an unknown code', onCard({ state: 7 }), 'CardState: a value that the enum does not list'],
];

export const ofServer: readonly Mutation[] = rows.flatMap(([what, change, reported]) => [
  {
    what: `the server answers with ${what}`,
    layer: 'server',
    run: () => serverLayer({ contract, file, seed: SEED, change, operationIds: ['getCard'] }),
    reported,
  },
  {
    what: `a tenant answers with ${what}`,
    layer: 'tenant',
    run: () => readFrom(change),
    reported,
  },
]);

/** The server's example of a card, with fields of it changed. */
function onCard(fields: Readonly<Record<string, Json | undefined>>): ExampleChange {
  return (operationId, example) =>
    operationId === 'getCard' ? ({ ...(example as JsonObject), ...fields } as Json) : example;
}

async function readFrom(change: ExampleChange): Promise<LayerResult> {
  const operations = contractOperations(contract);
  const few = operations.filter(({ operationId }) =>
    ['listCards', 'getCard'].includes(operationId),
  );
  const server = await contractServer(few, change);
  try {
    const connection = { baseUrl: server.baseUrl, token: 'a-token' };
    return await tenantLayer({ contract, file, connection, pace: { limit: 1_000 } });
  } finally {
    await server.stop();
  }
}
