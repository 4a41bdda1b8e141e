import type { JsonObject } from '../openapi/json.ts';
import { type Diff, diffDocuments } from './diff.ts';
import type { Policy } from './policy.ts';
import { type Section, sectionsOf } from './sections.ts';

/** A diff, with its changes also by section. */
export interface SectionedDiff extends Diff {
  readonly sections: readonly Section[];
}

/**
 * What differs between two OpenAPI documents, by section.
 *
 * @param complete Adds what was found otherwise, before changes are put into sections.
 */
export async function diffInSections(
  base: JsonObject,
  head: JsonObject,
  policy: Policy,
  complete: (diff: Diff) => Diff = (diff) => diff,
): Promise<SectionedDiff> {
  const diff = complete(await diffDocuments(base, head, policy));
  return { ...diff, sections: sectionsOf(diff.changes, base, head) };
}
