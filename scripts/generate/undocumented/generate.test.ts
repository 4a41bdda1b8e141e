import { expect, test } from 'vitest';
import { sampleContract } from '../sample-contract.ts';
import { generateUndocumented } from './generate.ts';

test('functions use the client package and have no separate runtime', async () => {
  const files = await generateUndocumented(sampleContract());
  expect([...files.keys()].sort()).toEqual([
    'index.ts',
    'operations.gen.ts',
    'sdk.gen.ts',
    'types.gen.ts',
  ]);
  const imported = [...files.values()].flatMap((text) =>
    [...text.matchAll(/ from '(.+)';/g)].map(([, module]) => module),
  );
  expect(new Set(imported)).toEqual(
    new Set([
      '@kaiten-sdk/client/runtime',
      './sdk.gen.js',
      './types.gen.js',
      './operations.gen.js',
    ]),
  );
});
