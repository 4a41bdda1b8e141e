import { isObject, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import type { Change } from './change.ts';

/** Changes of one section of the API. */
export interface Section {
  readonly name: string;
  readonly changes: readonly Change[];
}

const SEVERAL = 'Several sections';
const NONE = 'The API as a whole';

/** Changes by the section whose operations they touch, in the order of the sections' names. */
export function sectionsOf(
  changes: readonly Change[],
  ...documents: readonly JsonObject[]
): Section[] {
  const tags = new Map(documents.flatMap(tagsByOperation));
  const sections = new Map<string, Change[]>();
  for (const change of changes) {
    const names = new Set(change.operationIds.map((id) => tags.get(id) ?? NONE));
    const [only = NONE] = names;
    const name = names.size > 1 ? SEVERAL : only;
    sections.set(name, [...(sections.get(name) ?? []), change]);
  }
  return [...sections]
    .map(([name, its]) => ({ name, changes: its }))
    .sort(
      (a, b) =>
        Number(a.name === SEVERAL) - Number(b.name === SEVERAL) || (a.name < b.name ? -1 : 1),
    );
}

function tagsByOperation(document: JsonObject): [string, string][] {
  const webhooks = isObject(document.webhooks) ? Object.entries(document.webhooks) : [];
  return [
    ...operationsOf(document).map(({ operation, method, path }): [string, string] => [
      String(operation.operationId ?? `${method.toUpperCase()} ${path}`),
      firstTag(operation) ?? NONE,
    ]),
    ...webhooks.map(([name, item]): [string, string] => {
      const post = isObject(item) && isObject(item.post) ? item.post : {};
      return [String(post.operationId ?? name), 'Webhooks'];
    }),
  ];
}

function firstTag({ tags }: JsonObject): string | undefined {
  const [tag] = Array.isArray(tags) ? tags : [];
  return typeof tag === 'string' ? tag : undefined;
}
