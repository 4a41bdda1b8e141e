import { serializeDocument, writeFileAtomic } from '@kaiten-sdk/scripts/cli/index.ts';
import type { JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { draftOverlay } from './draft-overlay.ts';
import type { FullFinding } from './finding.ts';
import { toldFinding } from './format-findings.ts';

/** Writes the draft; tells in lines what came of it. */
export async function writeDraft(
  file: string,
  contract: JsonObject,
  findings: readonly FullFinding[],
): Promise<string> {
  const { left, overlay } = draftOverlay(contract, findings);
  const actions = overlay.actions as unknown[];
  if (actions.length === 0) return `${file} is not written: there is nothing to draft.`;
  await writeFileAtomic(file, serializeDocument(overlay, file));
  const rest = left.map((finding) => `  left to you: ${finding.pointer}: ${toldFinding(finding)}`);
  const actionCount = `${actions.length} action${actions.length === 1 ? '' : 's'}`;
  return [`${file} written: ${actionCount}.`, TRY.replaceAll('FILE', file), ...rest].join('\n');
}

const TRY = 'Try it: pnpm -s spec:patch --input specs/kaiten/openapi.json --overlay FILE';
