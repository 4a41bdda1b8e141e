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

/** The types package: everything of the contract as openapi-typescript's types. */
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
 * The view with webhooks that have no operationId: it would put them among `operations`, which are
 * those that can be called. They are in `webhooks`, by their own names. Changes the view.
 */
function withNamelessWebhooks(view: JsonObject): JsonObject {
  for (const { node, kind, pointer } of walk(view)) {
    if (kind === 'operation' && pointer.startsWith('/webhooks/')) delete node.operationId;
  }
  return view;
}
