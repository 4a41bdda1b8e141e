import type { JsonObject } from '@kaiten-sdk/scripts/lib/document/json.ts';
import { operationsOf } from '@kaiten-sdk/scripts/lib/openapi/operations.ts';

/** What the finished contract will have: 212 documented and 127 undocumented operations. */
const OPERATIONS = 340;
const SCHEMAS = 290;

/**
 * An overlay that grows a contract to full size: copies of its own operations and components under
 * other names, each copy referring to the copies of what it referred to.
 */
export function growthOverlay(contract: JsonObject): JsonObject {
  const schemas = (contract.components as JsonObject).schemas as JsonObject;
  const generations = Math.max(
    Math.ceil(OPERATIONS / operationsOf(contract).length),
    Math.ceil(SCHEMAS / Object.keys(schemas).length),
  );
  const paths: Record<string, JsonObject> = {};
  const components: JsonObject = {};
  let operationsLeft = OPERATIONS - operationsOf(contract).length;
  let schemasLeft = SCHEMAS - Object.keys(schemas).length;
  for (let copy = 2; copy <= generations; copy += 1) {
    for (const [name, schema] of Object.entries(schemas)) {
      // A whole generation or none: a copy refers to copies of its own generation.
      components[`${name}V${copy}`] = renamed(schema as JsonObject, copy);
    }
    schemasLeft -= Object.keys(schemas).length;
    for (const { method, operation, path } of operationsOf(contract)) {
      if (operationsLeft <= 0) break;
      const item = paths[`/v${copy}${path}`] ?? {};
      const operationId = `${operation.operationId}V${copy}`;
      paths[`/v${copy}${path}`] = {
        ...item,
        [method]: { ...renamed(operation, copy), operationId },
      };
      operationsLeft -= 1;
    }
    if (schemasLeft <= 0 && operationsLeft <= 0) break;
  }
  return {
    overlay: '1.1.0',
    info: { title: 'Full size', version: '1.0.0' },
    actions: [{ target: '$', update: { paths, components: { schemas: components } } }],
  };
}

function renamed(value: JsonObject, copy: number): JsonObject {
  const text = JSON.stringify(value);
  return JSON.parse(
    text.replaceAll(/"#\/components\/schemas\/(\w+)"/g, `"#/components/schemas/$1V${copy}"`),
  );
}
