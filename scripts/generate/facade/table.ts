import { HEADER } from '../files.ts';
import type { Method } from './method.ts';

/**
 * The table of operations that the methods call: only the properties that they need, because every
 * program loads it.
 */
export function tableOf(namespaces: ReadonlyMap<string, readonly Method[]>): string {
  const entries = [...namespaces].map(
    ([name, methods]) => `  ${name}: {\n${methods.map(rowOf).join('\n')}\n  },`,
  );
  return `${HEADER}

import type { Operation } from '../../operation.js';

export const namespaces: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
${entries.join('\n')}
};
`;
}

function rowOf({ method, id, verb, path, inQuery, styles, body, list }: Method): string {
  const row = {
    id,
    method: verb,
    path,
    ...(body && { body: body.placement }),
    // Without a body, all parameters that are not in the path are in the query.
    ...(body && inQuery.length > 0 && { query: inQuery }),
    ...(styles && { styles }),
    ...(list && { list }),
  };
  return `    ${method}: ${JSON.stringify(row)},`;
}
