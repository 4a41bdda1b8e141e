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
  const takers = methods
    .filter(({ inQuery }) => inQuery.includes(BROKEN_API))
    .map(({ verb, path }) => `${verb} ${path}`);
  const joined = methods.flatMap(({ verb, path, joined: names }) =>
    names.map((name) => `${verb} ${path} ${name}`),
  );
  return `${HEADER}

/** Operations. */
${setOf('takesBrokenApi', takers)}
/** Operations with their parameters. */
${setOf('joinsArrays', joined)}`;
}

function setOf(name: string, members: readonly string[]): string {
  return `export const ${name}: ReadonlySet<string> = /* @__PURE__ */ new Set([
${members.map((member) => `  ${JSON.stringify(member)},\n`).join('')}]);
`;
}
