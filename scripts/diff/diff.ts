import type { JsonObject } from '../openapi/json.ts';
import { labelOf, operationsOf } from '../openapi/operations.ts';
import { type ContractChange, type ContractDiff, contractDiff } from './change.ts';
import { compareDocuments } from './compare-documents.ts';
import { asObject } from './contract-part.ts';
import { oasdiffVerdicts } from './oasdiff.ts';
import { type ChangePolicy, policyFor } from './policy.ts';
import { rateDifferences } from './rate.ts';

/** The differences between two OpenAPI documents, rated by a policy. */
export async function diffDocuments(
  base: JsonObject,
  head: JsonObject,
  policy: ChangePolicy,
): Promise<ContractDiff> {
  const differences = compareDocuments(base, head);
  const verdicts = await oasdiffVerdicts(differences);
  return contractDiff(rateDifferences(differences, verdicts, policyFor('documents', policy)));
}

/** A diff, with its changes also by section. */
export interface SectionedDiff extends ContractDiff {
  readonly sections: readonly DiffSection[];
}

/** The changes that affect one section (tag) of the API. */
export interface DiffSection {
  readonly name: string;
  readonly changes: readonly ContractChange[];
}

/**
 * The differences between two OpenAPI documents, by section.
 *
 * @param complete Adds changes from other sources before they are assigned to sections.
 */
export async function diffInSections(
  base: JsonObject,
  head: JsonObject,
  policy: ChangePolicy,
  complete: (diff: ContractDiff) => ContractDiff = (diff) => diff,
): Promise<SectionedDiff> {
  const diff = complete(await diffDocuments(base, head, policy));
  const tags = new Map([base, head].flatMap(tagsByOperation));
  const sections = Map.groupBy(diff.changes, ({ operationIds }) => {
    const names = new Set(operationIds.map((id) => tags.get(id) ?? NO_SECTION));
    const [first = NO_SECTION] = names;
    return names.size > 1 ? SEVERAL_SECTIONS : first;
  });
  const isLast = (name: string) => Number(name === SEVERAL_SECTIONS);
  return {
    ...diff,
    sections: [...sections]
      .map(([name, changes]) => ({ name, changes }))
      .sort((a, b) => isLast(a.name) - isLast(b.name) || (a.name < b.name ? -1 : 1)),
  };
}

const SEVERAL_SECTIONS = 'Several sections';
const NO_SECTION = 'The whole API';

function tagsByOperation(document: JsonObject): [id: string, tag: string][] {
  const operations = operationsOf(document).map((entry): [string, string] => {
    const { tags, operationId } = entry.operation;
    const [tag] = Array.isArray(tags) ? tags : [];
    return [String(operationId ?? labelOf(entry)), typeof tag === 'string' ? tag : NO_SECTION];
  });
  const webhooks = Object.entries(asObject(document.webhooks)).map(
    ([name, item]): [string, string] => {
      const { operationId } = asObject(asObject(item).post);
      return [String(operationId ?? name), 'Webhooks'];
    },
  );
  return [...operations, ...webhooks];
}
