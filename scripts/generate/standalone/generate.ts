import type { JsonObject } from '../../openapi/json.ts';
import { generateClient } from '../client/generate.ts';
import { type GeneratedFiles, HEADER } from '../files.ts';
import { copiedModule } from '../hey-api.ts';
import { generateTypes } from '../types/generate.ts';
import type { ZodImports } from '../zod/exports.ts';
import { generateZod } from '../zod/generate.ts';

const IMPORTS = {
  types: '../../types/index.gen.js',
  checks: '../checks.gen.js',
  lazily: '../lazily.gen.js',
  openEnum: '../open-enum.gen.js',
  refinements: '../refinements.gen.js',
} as const satisfies ZodImports;

/** A package that has types, client and validators of a small contract and needs no other of ours. */
export async function generateStandalone(contract: JsonObject): Promise<GeneratedFiles> {
  const [types, client, zod] = await Promise.all([
    typesWithHelpers(contract),
    generateClient(contract, { ownClient: true, throws: false }),
    validatorsWithHelpers(contract),
  ]);
  return new Map([
    ...inFolder('types', types),
    ...inFolder('client', client),
    ['client/core/check-options.gen.ts', await copiedModule('packages/core/src/check-options.ts')],
    ...inFolder('zod', zod),
  ]);
}

async function typesWithHelpers(contract: JsonObject): Promise<GeneratedFiles> {
  const helpers = await copiedModule('packages/types/src/operation.ts', {
    './generated/openapi.gen.js': './openapi.gen.js',
  });
  const index = `${HEADER}

export type * from './openapi.gen.js';
export type * from './operation.gen.js';
`;
  return new Map([
    ...(await generateTypes(contract)),
    ['operation.gen.ts', helpers],
    ['index.gen.ts', index],
  ]);
}

async function validatorsWithHelpers(contract: JsonObject): Promise<GeneratedFiles> {
  const lazily = await copiedModule('packages/zod/src/lazily.ts', {
    './checks.js': './checks.gen.js',
  });
  const openEnum = await copiedModule('packages/zod/src/open-enum.ts', {
    './known-values.js': './known-values.gen.js',
  });
  return new Map([
    ...(await generateZod(contract, IMPORTS)),
    ['checks.gen.ts', await copiedModule('packages/zod/src/checks.ts')],
    ['lazily.gen.ts', lazily],
    ['known-values.gen.ts', await copiedModule('packages/zod/src/known-values.ts')],
    ['open-enum.gen.ts', openEnum],
    ['refinements.gen.ts', await copiedModule('packages/zod/src/refinements.ts')],
  ]);
}

function inFolder(folder: string, files: GeneratedFiles): [string, string][] {
  return [...files].map(([path, text]) => [`${folder}/${path}`, text]);
}
