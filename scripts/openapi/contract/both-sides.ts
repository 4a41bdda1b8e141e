import type { Problem } from '../../cli/problem.ts';
import { type JsonObject, toPointer } from '../json.ts';
import { shortList } from '../short-value.ts';
import { schemaSides } from './sides.ts';

/**
 * Named schemas that are written and read. Requests are closed and exact, responses open, so that
 * one generated type cannot be both.
 */
export function sideProblems(document: JsonObject, file: string): Problem[] {
  const { request, response } = schemaSides(document);
  return [...request].flatMap(([name, requestTrail]) => {
    const responseTrail = response.get(name);
    if (!responseTrail) return [];
    return [
      {
        file,
        pointer: toPointer(['components', 'schemas', name]),
        message:
          `the schema ${name} is in a request (${shortList(requestTrail, ' → ')}) ` +
          `and in a response (${shortList(responseTrail, ' → ')})`,
        hint: `Make one schema for each, such as ${name}Input and ${name}.`,
      },
    ];
  });
}
