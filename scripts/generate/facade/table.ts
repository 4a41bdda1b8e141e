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

/**
 * What queries need besides: `broken_api` is always sent where it is taken, for its default is about
 * to change; and arrays are sent as the contract says.
 */
export function queryStylesOf(namespaces: ReadonlyMap<string, readonly Method[]>): string {
  const methods = [...namespaces.values()].flat();
  const rows = methods.flatMap(({ verb, path, inQuery, joined }) =>
    inQuery
      .filter((name) => name === BROKEN_API || joined.includes(name))
      .map((name) => `  ${JSON.stringify(`${verb} ${path} ${name}`)},\n`),
  );
  return `${HEADER}

/** Operations with their parameters: \`broken_api\`, and arrays that go with commas. */
export const queryStyles: ReadonlySet<string> = /* @__PURE__ */ new Set([
${rows.join('')}]);
`;
}
