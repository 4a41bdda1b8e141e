import { contractPaths, SCIM_CONTRACT } from '../contracts/paths.ts';
import type { JsonObject } from '../openapi/json.ts';
import type { GeneratedFiles } from './files.ts';

/** The document of the REST API, the source of most packages. */
const { contract: CONTRACT, undocumented: UNDOCUMENTED } = contractPaths('');

interface Target {
  /** Its OpenAPI document, relative to the root of the repository. */
  readonly document: string;
  /** The workspace package, below the repository's root. */
  readonly package: string;
  /** The folder of its files, relative to the root of the repository. */
  readonly folder: string;
  /** Loads its generator only when called: each brings a compiler along. */
  generate(contract: JsonObject): Promise<GeneratedFiles>;
}

export const TARGETS = {
  types: {
    document: CONTRACT,
    package: 'packages/types',
    folder: 'packages/types/src/generated',
    generate: async (contract) => (await import('./types/generate.ts')).generateTypes(contract),
  },
  client: {
    document: CONTRACT,
    package: 'packages/client',
    folder: 'packages/client/src/generated',
    generate: async (contract) =>
      (await import('./client/generate.ts')).generateClient(contract, {
        ownClient: false,
        throws: true,
      }),
  },
  zod: {
    document: CONTRACT,
    package: 'packages/zod',
    folder: 'packages/zod/src/generated',
    generate: async (contract) => (await import('./zod/generate.ts')).generateValidators(contract),
  },
  agreement: {
    document: CONTRACT,
    package: 'packages/client',
    folder: 'packages/client/test/generated',
    generate: async (contract) =>
      (await import('./agreement/generate.ts')).generateAgreement(contract),
  },
  webhooks: {
    document: CONTRACT,
    package: 'packages/webhooks',
    folder: 'packages/webhooks/src/generated',
    generate: async (contract) =>
      (await import('./webhooks/generate.ts')).generateWebhooks(contract),
  },
  scim: {
    document: SCIM_CONTRACT,
    package: 'packages/scim',
    folder: 'packages/scim/src/generated',
    generate: async (contract) =>
      (await import('./standalone/generate.ts')).generateStandalone(contract),
  },
  undocumented: {
    document: UNDOCUMENTED,
    package: 'packages/sdk',
    folder: 'packages/sdk/src/generated/undocumented',
    generate: async (contract) =>
      (await import('./undocumented/generate.ts')).generateUndocumented(contract),
  },
  facade: {
    document: CONTRACT,
    package: 'packages/sdk',
    folder: 'packages/sdk/src/generated/facade',
    generate: async (contract) => (await import('./facade/generate.ts')).generateFacade(contract),
  },
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

export function isTargetName(name: string): name is TargetName {
  return Object.hasOwn(TARGETS, name);
}

/** The targets generated from the document of the REST API. */
export function targetsOfContract(): TargetName[] {
  return Object.keys(TARGETS)
    .filter(isTargetName)
    .filter((name) => TARGETS[name].document === CONTRACT);
}
