import { ROOT } from '@kaiten-sdk/scripts/contracts/index.ts';
import { liveSpec } from '@kaiten-sdk/scripts/testing/live-spec.ts';
import { expect, test } from 'vitest';
import { contractOperations } from '../src/contract/contract.ts';
import { serverLayer, tenantLayer, upstreamLayer } from '../src/layers/live-layers.ts';
import { packagesLayer, patchLayer } from '../src/layers/offline-layers.ts';
import { contract, file, overlays, policy, publish, SEED, upstream } from './repository.ts';

/** A port above those that systems give out: nobody listens there. */
const UNREACHABLE_URL = 'http://127.0.0.1:65535/openapi.json';

const operationIds = contractOperations(contract).map(({ operationId }) => operationId);
const CHUNK = 20;
const chunks = Array.from({ length: Math.ceil(operationIds.length / CHUNK) }, (_, index) =>
  operationIds.slice(index * CHUNK, (index + 1) * CHUNK),
);

test('every operation of the contract is looked at', () => {
  expect(new Set(chunks.flat()).size).toBe(operationIds.length);
  expect(operationIds.length).toBeGreaterThan(200);
});

test('the pinned spec published again is no drift', async () => {
  expect(await publish(await liveSpec())).toMatchObject({ layer: 'upstream', status: 'passed' });
});

test('a live spec that cannot be reached is not proven', async () => {
  const options = { root: ROOT, snapshot: upstream, policy, url: UNREACHABLE_URL, retries: 0 };
  const result = await upstreamLayer(options);
  expect(result).toMatchObject({ status: 'unreachable', problems: [] });
  expect(result.summary).toContain('skipped: the live spec cannot be reached');
});

test('the committed contract is the pinned spec with the overlays', async () => {
  expect(await patchLayer({ upstream, overlays, contract, file })).toMatchObject({
    status: 'passed',
    problems: [],
  });
});

test.each(chunks.map((chunk) => [chunk[0], chunk.at(-1), chunk] as const))(
  'the packages are what the contract says, from %s to %s',
  async (_, __, chunk) => {
    const result = await packagesLayer({ contract, runs: 3, seed: SEED, operationIds: chunk });
    expect(result).toMatchObject({ status: 'passed', problems: [] });
  },
);

test('every operation works over a real connection', async () => {
  const result = await serverLayer({ contract, file, seed: SEED });
  expect(result).toMatchObject({ status: 'passed', problems: [] });
});

test('without a tenant, none is read', async () => {
  const result = await tenantLayer({ contract, file, connection: undefined });
  expect(result).toMatchObject({ status: 'not-requested', problems: [] });
});

test('an operation that is not there is no success', async () => {
  const options = { contract, runs: 1, seed: SEED, operationIds: ['getWidget'] };
  await expect(packagesLayer(options)).rejects.toThrow('has no operation getWidget');
});
