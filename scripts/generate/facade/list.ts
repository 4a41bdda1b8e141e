import { HEADER } from '../files.ts';
import type { Method } from './method.ts';

/** All methods with what they send, for people to look through. */
export function listOf(namespaces: ReadonlyMap<string, readonly Method[]>): string {
  const rows = [...namespaces.values()]
    .flat()
    .map(
      ({ namespace, method, id, verb, path, body }) =>
        `| \`${namespace}.${method}\` | \`${verb} ${path}\` | ${id} | ${body?.placement ?? ''} |`,
    );
  return `<!-- ${HEADER.replace('// ', '')} -->

# Methods of Kaiten

Parameters of path and query, and the fields of the body, are one object (body: flat), unless a field has the name of a parameter (apart) or the body is a form: then the body is under \`body\`.

| method | sends | operation | body |
|---|---|---|---|
${rows.join('\n')}
`;
}
