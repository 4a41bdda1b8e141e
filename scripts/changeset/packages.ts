import { type Bump, bumpOf, type Change } from '../diff/index.ts';

/** What a package publishes of the contract, and so which changes its users feel. */
const CONCERNS: Readonly<Record<string, (change: Change) => boolean>> = {
  '@kaiten-sdk/types': isOfTheContract,
  '@kaiten-sdk/client': isOfTheContract,
  '@kaiten-sdk/zod': isOfTheContract,
  '@kaiten-sdk/webhooks': ({ operationIds }) => operationIds.some(isWebhook),
  'kaiten-sdk': () => true,
};

/** Rules for what only `kaiten-sdk` makes something of: namespaces, and how lists are walked. */
const ONLY_SDK: ReadonlySet<string> = new Set([
  'operation-tag-changed',
  'operation-pagination-changed',
]);

export interface PackageBump {
  readonly name: string;
  readonly bump: Exclude<Bump, 'none'>;
}

/**
 * The level of each package that changes concern. `kaiten-sdk` gets its own, because it exports the
 * contract: raised as a mere dependent it would get a patch.
 */
export function packageBumps(changes: readonly Change[]): PackageBump[] {
  return Object.entries(CONCERNS).flatMap(([name, concerns]) => {
    const bump = bumpOf(changes.filter(concerns));
    return bump === 'none' ? [] : [{ name, bump }];
  });
}

function isOfTheContract({ rule }: Change): boolean {
  return !ONLY_SDK.has(rule);
}

function isWebhook(operationId: string): boolean {
  return /^on[A-Z]/.test(operationId);
}
