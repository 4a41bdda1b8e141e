import type { Json, JsonObject } from '../../../openapi/json.ts';
import { jsonSchemaOf, operationNamed, successesOf } from '../../../openapi/parts.ts';
import { resolve } from '../../../openapi/reference.ts';
import type { ExportedSchema } from '../exports.ts';
import { componentName, type SchemaMeta } from '../placement.ts';
import { either, functionOf, isNever } from './condition.ts';
import { conditionsWith } from './schema-condition.ts';

/**
 * The code of a check for each validator of what the server sends, by the validator's name: a
 * function that is true only of values that the validator takes and leaves as they are.
 */
export function checksOf(
  view: JsonObject,
  exported: readonly ExportedSchema[],
): ReadonlyMap<string, string> {
  const validators = new Map(
    exported
      .filter(({ meta }) => meta.resource === 'definition')
      .map(({ meta, symbol }) => [componentName(meta.resourceId), symbol.finalName]),
  );
  const conditionOf = conditionsWith((component) => validators.get(component));
  return new Map(
    exported.flatMap(({ meta, symbol }) => {
      const condition = either(schemasOf(view, meta).map((schema) => conditionOf(schema, 'v')));
      return isNever(condition) ? [] : [[symbol.finalName, functionOf(condition)] as const];
    }),
  );
}

/** The schemas of which a value has to fulfil one. */
function schemasOf(view: JsonObject, meta: SchemaMeta): (Json | undefined)[] {
  if (meta.resource === 'definition') return [resolve(view, meta.resourceId)?.value];
  if (meta.role !== 'responses') return [];
  const operation = operationNamed(view, meta.resourceId) ?? {};
  return successesOf(operation).map(([, response]) => jsonSchemaOf(view, response));
}
