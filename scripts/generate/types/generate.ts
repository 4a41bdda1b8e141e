import openapiTS, { astToString, type OpenAPITSOptions } from 'openapi-typescript';
import { PipelineError } from '../../cli/problem.ts';
import type { JsonObject } from '../../openapi/json.ts';
import { walk } from '../../openapi/walk.ts';
import { withDirections } from '../directions.ts';
import { type GeneratedFiles, HEADER } from '../files.ts';
import { transformSchema } from './transform.ts';

const OPTIONS = {
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  rootTypes: true,
  rootTypesKeepCasing: true,
  rootTypesNoSchemaPrefix: true,
  silent: true,
  transform: transformSchema,
} satisfies OpenAPITSOptions;

/** Generates the types package: the whole contract as types of openapi-typescript. */
export async function generateTypes(contract: JsonObject): Promise<GeneratedFiles> {
  try {
    const nodes = await openapiTS(withNamelessWebhooks(withDirections(contract)) as never, OPTIONS);
    return new Map([['openapi.gen.ts', `${HEADER}\n\n${astToString(nodes)}`]]);
  } catch (cause) {
    throw new PipelineError(`openapi-typescript failed: ${(cause as Error).message}`, [], {
      cause,
    });
  }
}

/**
 * Removes the operationIds of webhooks: openapi-typescript would add webhooks to `operations`,
 * which can be called. They are in `webhooks` by name. Changes the view.
 */
function withNamelessWebhooks(view: JsonObject): JsonObject {
  for (const { node, kind, pointer } of walk(view)) {
    if (kind === 'operation' && pointer.startsWith('/webhooks/')) delete node.operationId;
  }
  return view;
}
