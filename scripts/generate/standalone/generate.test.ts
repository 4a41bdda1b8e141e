import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { sampleContract } from '../sample-contract.ts';
import { generateStandalone } from './generate.ts';

test('it only imports its own files and zod', async () => {
  const files = await generateStandalone(sampleContract());
  const imported = [...files].flatMap(([path, text]) =>
    [...text.matchAll(/ from '(.+)';/g)].map(([, module = '']) =>
      module.startsWith('.') ? posix.join(posix.dirname(path), module) : module,
    ),
  );
  const own = imported.filter((module) => module !== 'zod');
  expect(own.length).toBeGreaterThan(0);
  for (const module of own) expect(files.has(module.replace(/\.js$/, '.ts')), module).toBe(true);
});

test('it has types, client and validators, with the helpers that they need', async () => {
  const files = await generateStandalone(sampleContract());
  expect(files.get('types/openapi.gen.ts')).toContain('Widget: {');
  expect(files.get('types/operation.gen.ts')).toContain("from './openapi.gen.js'");
  expect(files.get('client/sdk.gen.ts')).toContain('export const listWidgets');
  expect(files.get('zod/schemas/CreateWidgetRequest.gen.ts')).toContain(
    "import { atLeastOneOf } from '../refinements.gen.js'",
  );
});
