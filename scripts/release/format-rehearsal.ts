import { formatPublished } from './format-published.ts';
import type { Rehearsal } from './rehearse.ts';

const NOT_SHOWN = `Not shown by a rehearsal: provenance and trusted publishing (OIDC), which only a run of
release.yml has; and who may publish under these names.`;

/** The summary a person reads. */
export function formatRehearsal({ changesets, published, uncommitted }: Rehearsal): string {
  return [
    ...(uncommitted.length > 0
      ? [`Not committed yet, and taken as they are:\n${listed(uncommitted)}\n`]
      : []),
    ...(changesets === 0
      ? ['No changesets: published with the versions that the manifests have.\n']
      : []),
    formatPublished(published),
    '',
    NOT_SHOWN,
    '',
    'The rehearsal went well.',
  ].join('\n');
}

const MOST_FILES = 10;

function listed(files: readonly string[]): string {
  const rest = files.length - MOST_FILES;
  const shown = files.slice(0, MOST_FILES).map((file) => `  ${file}`);
  return [...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}
