import type { JsonObject } from '../../openapi/json.ts';
import { walk } from '../../openapi/walk.ts';
import { withDirections, withoutWebhooks } from '../directions.ts';
import type { GeneratedFiles } from '../files.ts';
import { runHeyApi } from '../hey-api.ts';
import { enumConstants } from './enum-constants.ts';
import { openEnum } from './open-enum.ts';
import { operationTable } from './operation-table.ts';
import { patternObject } from './pattern-object.ts';
import { undescribedError, withErrorBodies } from './undescribed-error.ts';
import { unlisted } from './unlisted.ts';

export interface ClientStyle {
  /**
   * Whether functions bring a client along for callers who give none. It costs every program the
   * generator's whole runtime, server-sent events included, even where another client is given.
   */
  readonly ownClient: boolean;
  /** Whether functions are typed for a client that throws what goes wrong. */
  readonly throws: boolean;
}

/** The client package: types, one function per operation, enum constants, the operation table. */
export async function generateClient(
  contract: JsonObject,
  { ownClient, throws }: ClientStyle,
): Promise<GeneratedFiles> {
  return runHeyApi(
    withErrorBodies(withoutFixedLengths(withoutWebhooks(withDirections(contract)))),
    [
      {
        name: '@hey-api/typescript',
        // Component names are ours and stay as they are (`SLA` would become `Sla`).
        definitions: { case: 'preserve' },
        $resolvers: {
          enum: openEnum,
          object: patternObject,
          string: unlisted,
          unknown: undescribedError,
        },
      },
      { name: '@hey-api/client-fetch', throwOnError: throws },
      { name: '@hey-api/sdk', client: ownClient },
      enumConstants(),
      operationTable(),
    ],
    { entryFile: true },
  );
}

/**
 * The view without the length of lists that have exactly one: the generator makes tuples of these,
 * to which a variable of an array type cannot be assigned. Changes the view.
 */
function withoutFixedLengths(view: JsonObject): JsonObject {
  for (const { kind, node } of walk(view)) {
    if (kind === 'schema' && node.minItems === node.maxItems) delete node.maxItems;
  }
  return view;
}
