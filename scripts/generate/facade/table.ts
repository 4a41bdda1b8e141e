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

function rowOf({ method, id, verb, path, inQuery, body, list }: Method): string {
  const row = {
    id,
    method: verb,
    path,
    ...(body && { body: body.placement }),
    // Without a body, all parameters that are not in the path are in the query.
    ...(body && inQuery.length > 0 && { query: inQuery }),
    ...(list && { list }),
  };
  return `    ${method}: ${JSON.stringify(row)},`;
}

const BROKEN_API = 'broken_api';

/**
 * The styles of queries: `broken_api` is always sent to operations that accept it, because its
 * default is about to change; arrays are sent as the contract defines.
 */
export function queryStylesOf(namespaces: ReadonlyMap<string, readonly Method[]>): string {
  const methods = [...namespaces.values()].flat();
  const rows = methods.flatMap(({ verb, path, inQuery, joined }) =>
    inQuery
      .filter((name) => name === BROKEN_API || joined.includes(name))
      .map((name) => `  ${JSON.stringify(`${verb} ${path} ${name}`)},\n`),
  );
  return `${HEADER}

/** Operations with their parameters: \`broken_api\`, and arrays that are sent comma-separated. */
export const queryStyles: ReadonlySet<string> = /* @__PURE__ */ new Set([
${rows.join('')}]);
`;
}
