import type { Problem } from '../../cli/problem.ts';
import { componentKind } from '../grammar.ts';
import { isObject, type JsonObject, toPointer } from '../json.ts';
import { labelOf, operationsOf } from '../operations.ts';
import { shortList, shortValue } from '../short-value.ts';
import { walk } from '../walk.ts';
import { whyNotAnIdentifier, whyNotSafe } from './identifiers.ts';

const HINT =
  'Generated code and its file names are made of it: use letters, digits and _, starting with a ' +
  'letter or _.';

/** Names that generated code takes over: those of the operations and of the components. */
export function nameProblems(document: JsonObject, file: string): Problem[] {
  return [...operationIdProblems(document, file), ...componentNameProblems(document, file)];
}

function operationIdProblems(document: JsonObject, file: string): Problem[] {
  const operations = [...walk(document)].filter(({ kind }) => kind === 'operation');
  const byId = Map.groupBy(operations, ({ node }) => node.operationId);
  return [...byId].flatMap(([operationId, places]) => {
    if (typeof operationId !== 'string') return [];
    const pointers = places.map(({ pointer }) => `${pointer}/operationId`);
    return [
      ...problemWith('operationId', operationId, whyNotSafe(operationId), pointers[0] ?? '', file),
      ...duplicateProblem(operationId, pointers, file),
    ];
  });
}

function duplicateProblem(
  operationId: string,
  pointers: readonly string[],
  file: string,
): Problem[] {
  const [first, ...others] = pointers;
  if (first === undefined || others.length === 0) return [];
  return [
    {
      file,
      pointer: first,
      message: `operationId ${shortValue(operationId)} is also at ${shortList(others)}`,
      hint: 'Give each operation an operationId of its own.',
    },
  ];
}

function componentNameProblems({ components }: JsonObject, file: string): Problem[] {
  if (!isObject(components)) return [];
  return Object.entries(components).flatMap(([section, named]) =>
    componentKind(section) && isObject(named)
      ? Object.keys(named).flatMap((name) => {
          const pointer = toPointer(['components', section, name]);
          return problemWith('component name', name, whyNotAnIdentifier(name), pointer, file);
        })
      : [],
  );
}

/** What a contract needs beyond that: operationIds that generated code takes over unchanged. */
export function contractNameProblems(document: JsonObject, file: string): Problem[] {
  return operationsOf(document).flatMap(({ operation: { operationId }, pointer }) => {
    // What is not even safe is told by the check of integrity.
    if (typeof operationId !== 'string' || whyNotSafe(operationId)) return [];
    const reason = whyNotAnIdentifier(operationId);
    return problemWith('operationId', operationId, reason, `${pointer}/operationId`, file);
  });
}

/** Generators would make up names of their own, which then change with the path. */
export function unnamedOperationProblems(document: JsonObject, file: string): Problem[] {
  return operationsOf(document)
    .filter(({ operation }) => typeof operation.operationId !== 'string')
    .map((entry) => ({
      file,
      pointer: entry.pointer,
      message: `${labelOf(entry)} has no operationId`,
      hint: 'Name it in an overlay, as in operationId: listCards.',
    }));
}

function problemWith(
  what: string,
  name: string,
  reason: string | undefined,
  pointer: string,
  file: string,
): Problem[] {
  return reason
    ? [{ file, pointer, message: `${what} ${shortValue(name)} ${reason}`, hint: HINT }]
    : [];
}
