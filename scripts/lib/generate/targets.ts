import type { JsonObject } from '../document/json.ts';
import type { GeneratedFiles } from './files.ts';

interface Target {
  /** The workspace package, below the repository's root. */
  readonly package: string;
  /** Where its files belong, below the repository's root. */
  readonly folder: string;
  /** Loads its generator only when called: each brings a compiler along. */
  generate(contract: JsonObject): Promise<GeneratedFiles>;
}

export const TARGETS = {
  types: {
    package: 'packages/types',
    folder: 'packages/types/src/generated',
    generate: async (contract) => (await import('./types/generate.ts')).generateTypes(contract),
  },
  client: {
    package: 'packages/client',
    folder: 'packages/client/src/generated',
    generate: async (contract) => (await import('./client/generate.ts')).generateClient(contract),
  },
  zod: {
    package: 'packages/zod',
    folder: 'packages/zod/src/generated',
    generate: async (contract) => (await import('./zod/generate.ts')).generateZod(contract),
  },
  agreement: {
    package: 'packages/client',
    folder: 'packages/client/test/generated',
    generate: async (contract) =>
      (await import('./agreement/generate.ts')).generateAgreement(contract),
  },
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

export function isTargetName(name: string): name is TargetName {
  return Object.hasOwn(TARGETS, name);
}
