import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import type { Difference } from './difference.ts';
import { same } from './same.ts';

/**
 * Compares the names of schemas, which packages export as types: the wire does not know them, users
 * do. A name that is gone while another stands for the same schema is a rename; one that went with
 * the only operations that used it is told by those.
 *
 * @param stillUsed Whether an operation that both documents have uses the schema of the old one.
 */
export function compareNames(
  base: JsonObject,
  head: JsonObject,
  stillUsed: (pointer: string) => boolean,
  report: (difference: Difference) => void,
): void {
  const [before, after] = [schemasOf(base), schemasOf(head)];
  const come = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  for (const [name, schema] of Object.entries(before)) {
    if (Object.hasOwn(after, name)) continue;
    const pointer = toPointer(['components', 'schemas', name]);
    if (!stillUsed(pointer)) continue;
    const renamed = come.find((other) => same(after[other], schema));
    report({
      pointer: renamed === undefined ? pointer : toPointer(['components', 'schemas', renamed]),
      owner: pointer,
      label: name,
      rule: renamed === undefined ? 'schema-removed' : 'schema-renamed',
      before: name,
      after: renamed,
    });
  }
}

function schemasOf(document: JsonObject): Record<string, Json> {
  const { components } = document;
  return isObject(components) && isObject(components.schemas) ? components.schemas : {};
}
