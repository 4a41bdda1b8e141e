import { describe, expect, it } from 'vitest';
import { PipelineError } from '../cli/problem.ts';
import type { JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { operation, pinnedDocument } from '../openapi/sample-document.ts';
import { overlayOf } from '../testing/overlay-of.ts';
import { DOCUMENT_ACTIONS } from '../testing/sample-repository.ts';
import { buildContract } from './build.ts';

async function failureOf(actions: Parameters<typeof overlayOf>[0]): Promise<PipelineError> {
  const overlays = [overlayOf(DOCUMENT_ACTIONS), overlayOf(actions)];
  const error = await buildContract({ upstream: pinnedDocument(), overlays }).catch(
    (caught: unknown) => caught,
  );
  if (error instanceof PipelineError) return error;
  throw new Error('it did not fail as it should');
}

describe('the contract', () => {
  it('is upstream with the overlays applied, completed', async () => {
    const upstream = pinnedDocument();
    const before = structuredClone(upstream);
    const { contract, warnings } = await buildContract({
      upstream,
      overlays: [overlayOf(DOCUMENT_ACTIONS)],
    });
    expect(upstream).toEqual(before);
    expect(warnings).toEqual([]);
    expect(operationsOf(contract).map((entry) => entry.operation.operationId)).toEqual([
      'listSpaces',
      'createSpace',
      'deleteSpaceBoard',
    ]);
  });

  it('has an operation that upstream added, with a warning', async () => {
    const upstream = pinnedDocument();
    (upstream.paths as JsonObject)['/widgets'] = { get: { responses: { '200': {} } } };
    const { contract, warnings } = await buildContract({
      upstream,
      overlays: [overlayOf(DOCUMENT_ACTIONS)],
    });
    expect(contract).toHaveProperty(['paths', '/widgets', 'get', 'operationId'], 'getWidgets');
    expect(warnings).toMatchObject([{ pointer: '/paths/~1widgets/get' }]);
  });

  it('is not built with an operation that an overlay describes but does not name', async () => {
    const { problems } = await failureOf([
      {
        target: '$.paths',
        update: { '/widgets': { get: { tags: ['Widgets'], responses: { '204': {} } } } },
      },
    ]);
    expect(problems).toMatchObject([
      { pointer: '/paths/~1widgets/get', message: 'GET /widgets has no operationId' },
    ]);
  });

  it('is not built if an action cannot be applied; only that is reported', async () => {
    const { problems } = await failureOf(
      '- {target: $.components.schemas.Card, update: {}}\n- {target: $, update: {openapi: 3.0.3}}',
    );
    expect(problems).toMatchObject([
      { file: 'test.overlay.yaml', hint: expect.stringContaining('$.components') },
    ]);
  });

  it('is not built if it is invalid; all problems are reported', async () => {
    const { problems } = await failureOf([
      { target: '$', update: { 'x-any': { $ref: 'https://example.com/card.json' } } },
      { target: '$.info.version', remove: true },
      {
        target: '$.paths',
        update: { '/cards/{id}': { get: operation('getCard') } },
      },
    ]);
    expect(problems.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/info', '/x-any/$ref', '/paths/~1cards~1{id}/get']),
    );
  });
});
