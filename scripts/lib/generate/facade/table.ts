import { HEADER } from '../files.ts';
import type { Method } from './method.ts';

/** What the methods send: as little of each operation as they need, for it is loaded with them. */
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

function rowOf({ method, id, verb, path, inQuery, body, list }: Method): string {
  const row = {
    id,
    method: verb,
    path,
    ...(body && { body: body.placement }),
    // Without a body, whatever is not in the path is in the query.
    ...(body && inQuery.length > 0 && { query: inQuery }),
    ...(list && { list }),
  };
  return `    ${method}: ${JSON.stringify(row)},`;
}

const BROKEN_API = 'broken_api';

/** The operations that take `broken_api`, which is always sent: its default is about to change. */
export function brokenApiOf(namespaces: ReadonlyMap<string, readonly Method[]>): string {
  const takers = [...namespaces.values()]
    .flat()
    .filter(({ inQuery }) => inQuery.includes(BROKEN_API));
  return `${HEADER}

export const takesBrokenApi: ReadonlySet<string> = /* @__PURE__ */ new Set([
${takers.map(({ verb, path }) => `  ${JSON.stringify(`${verb} ${path}`)},`).join('\n')}
]);
`;
}
