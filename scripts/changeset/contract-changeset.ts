import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readChangesets } from '@changesets/read';
import type { Problem } from '../cli/problem.ts';
import { writeFileAtomic } from '../cli/write.ts';
import { checkRepository, rateBreaks, withBreaks } from '../consumers/index.ts';
import {
  bumpFor,
  type ContractChange,
  type DiffSection,
  diffInSections,
  formatOperations,
  formatSummary,
  readComparison,
  type SectionedDiff,
  type VersionBump,
} from '../diff/index.ts';

export interface PackageBump {
  readonly name: string;
  readonly bump: Exclude<VersionBump, 'none'>;
}

/** Changes that only affect `kaiten-sdk`: those of namespaces, and of iterating over lists. */
const SDK_RULES: ReadonlySet<string> = new Set([
  'operation-tag-changed',
  'operation-pagination-changed',
]);

const affectsContract = ({ rule }: ContractChange) => !SDK_RULES.has(rule);

/** The packages that publish parts of the contract, with the changes that affect their users. */
const PACKAGES: Readonly<Record<string, (change: ContractChange) => boolean>> = {
  '@kaiten-sdk/types': affectsContract,
  '@kaiten-sdk/client': affectsContract,
  '@kaiten-sdk/zod': affectsContract,
  '@kaiten-sdk/webhooks': ({ operationIds }) => operationIds.some((id) => /^on[A-Z]/.test(id)),
  'kaiten-sdk': () => true,
};

/**
 * The bump of each package that changes affect. `kaiten-sdk` is bumped explicitly, because it
 * exports the contract; as a dependent of the others, it would only get a patch.
 */
export function packageBumps(changes: readonly ContractChange[]): PackageBump[] {
  return Object.entries(PACKAGES).flatMap(([name, affects]) => {
    const bump = bumpFor(changes.filter(affects));
    return bump === 'none' ? [] : [{ name, bump }];
  });
}

/** The changelog entry for a changed contract: breaking changes, then the others by section. */
function changesetText(diff: SectionedDiff): string {
  const isBreaking = ({ level }: ContractChange) => level === 'breaking';
  const breaking = diff.changes.filter(isBreaking);
  return [
    `The Kaiten API changed: ${formatSummary(diff)}.`,
    ...(breaking.length > 0 ? ['', '**Breaking changes**', ''] : []),
    ...breaking.map(breakingItem),
    ...diff.sections.flatMap(({ name, changes }) => {
      const items = sectionItems(changes.filter((change) => !isBreaking(change)));
      return items.length > 0 ? ['', `**${name}**`, '', ...items] : [];
    }),
  ].join('\n');
}

function breakingItem({ message, why, migrate, code }: ContractChange): string {
  const text = `- ${message}: ${why}.${migrate ? ` ${migrate}` : ''}`;
  if (!code) return text;
  const [before, after] = code.map((side) => side.split('\n').join('\n  '));
  return `${text}\n\n  \`\`\`diff\n  - ${before}\n  + ${after}\n  \`\`\`\n`;
}

const MAX_DESCRIPTIONS = 3;

function sectionItems(changes: DiffSection['changes']): string[] {
  const isWording = ({ level }: ContractChange) => level === 'wording';
  const descriptions = changes.filter(isWording);
  return [
    ...changes
      .filter((change) => !isWording(change))
      .map(({ message, level, why, operationIds }) => {
        const operations = formatOperations(operationIds);
        const reason = level === 'notable' ? ` (${why})` : '';
        return `- ${message}${reason}${operations ? `; affects ${operations}` : ''}`;
      }),
    ...(descriptions.length > MAX_DESCRIPTIONS
      ? [`- ${descriptions.length} descriptions changed`]
      : descriptions.map(({ message }) => `- ${message}`)),
  ];
}

/**
 * The changes of the contract since it was last published.
 *
 * @param options.consumers Whether to compile code for the published contract, and to include breaks.
 */
export async function diffSincePublished(
  root: string,
  { consumers }: { readonly consumers: boolean },
): Promise<SectionedDiff> {
  const [{ base, head, policy }, check] = await Promise.all([
    readComparison(root),
    consumers ? checkRepository(root) : undefined,
  ]);
  return diffInSections(base.document, head.document, policy, (diff) =>
    check ? withBreaks(diff, rateBreaks(base.document, check.breaks, policy)) : diff,
  );
}

/** What writing the changeset resulted in. */
export interface ContractChangeset {
  readonly diff: SectionedDiff;
  readonly bumps: readonly PackageBump[];
  readonly file: string;
  readonly outcome: 'written' | 'same' | 'removed';
}

/**
 * Writes the changeset for what changed in the contract since it was published, or removes it if no
 * package changed. Every run replaces it.
 *
 * @param options.consumers Whether to compile code for the published contract as well.
 */
export async function updateContractChangeset(
  root: string,
  options: { readonly consumers: boolean },
): Promise<ContractChangeset> {
  const diff = await diffSincePublished(root, options);
  const bumps = packageBumps(diff.changes);
  const file = join(root, '.changeset/contract.md');
  if (bumps.length === 0) {
    await rm(file, { force: true });
    return { diff, bumps, file, outcome: 'removed' };
  }
  const releases = bumps.map(({ name, bump }) => `"${name}": ${bump}`).join('\n');
  const text = changesetText(diff).trimEnd();
  const outcome = await writeFileAtomic(file, `---\n${releases}\n---\n\n${text}\n`);
  return { diff, bumps, file, outcome };
}

const BUMPS: readonly VersionBump[] = ['none', 'patch', 'minor', 'major'];

/** Packages whose pending changesets are missing or too low for a changed contract. */
export async function missingBumps(
  root: string,
  required: readonly PackageBump[],
): Promise<Problem[]> {
  const releases = (await readChangesets(root)).flatMap((changeset) => changeset.releases);
  return required.flatMap(({ name, bump }) => {
    const types = releases.filter((one) => one.name === name).map(({ type }) => type);
    const pending = BUMPS.findLast((one) => types.some((type) => type === one)) ?? 'none';
    if (BUMPS.indexOf(pending) >= BUMPS.indexOf(bump)) return [];
    const state = pending === 'none' ? 'has no changeset' : `only has a ${pending} changeset`;
    return [{ message: `${name} ${state}, but the contract requires a ${bump}`, hint: HINT }];
  });
}

const HINT =
  'Run pnpm spec:changeset. To lower the level of a change, add an override with a reason to policy.yaml.';
