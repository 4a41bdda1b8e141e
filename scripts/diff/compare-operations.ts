import { type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import {
  labelOf,
  namesIn,
  type OperationEntry,
  operationsOf,
  shapeOf,
} from '../openapi/operations.ts';
import { compareBody, compareResponses } from './compare-content.ts';
import { compareFields } from './compare-fields.ts';
import { compareParameters, type PlacedParameter } from './compare-parameters.ts';
import type { Context } from './context.ts';
import type { Place } from './difference.ts';
import { placedIn } from './placed.ts';
import { same } from './same.ts';
import { securityOf } from './security.ts';

/** Compares the operations of two documents, paired by method and the shape of their path. */
export function compareOperations(context: Context): void {
  const before = new Map(operationsOf(context.base).map((entry) => [shapeOf(entry), entry]));
  const after = new Map(operationsOf(context.head).map((entry) => [shapeOf(entry), entry]));
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, entry]) => entry);
  for (const [key, entry] of after) {
    const old = before.get(key);
    if (old) compareEntries(context, old, entry);
    else reportNew(context, entry, gone);
  }
  for (const entry of gone) {
    context.report({ ...placeOf(entry), rule: 'operation-removed', before: labelOf(entry) });
  }
}

/** A new operation that has the id of one that is gone is that one, moved. */
function reportNew({ report }: Context, entry: OperationEntry, gone: OperationEntry[]): void {
  const id = entry.operation.operationId;
  const after = labelOf(entry);
  const old = gone.find(({ operation }) => id !== undefined && operation.operationId === id);
  if (old) {
    gone.splice(gone.indexOf(old), 1);
    report({ ...placeOf(entry), rule: 'operation-moved', before: labelOf(old), after });
  } else {
    report({ ...placeOf(entry), rule: 'operation-added', after });
  }
}

function compareEntries(context: Context, base: OperationEntry, head: OperationEntry): void {
  const { report } = context;
  const place = placeOf(head);
  if (base.path !== head.path) {
    report({ ...place, rule: 'path-parameter-renamed', before: base.path, after: head.path });
  }
  compareFields(base.operation, head.operation, place, report);
  const [b, h] = [securityOf(base, context.base), securityOf(head, context.head)];
  if (!same(b, h)) report({ ...place, rule: 'operation-security-changed', before: b, after: h });
  compareParameters(
    context,
    parametersOf(base, context.base),
    alignedPathParameters(base, head, parametersOf(head, context.head)),
  );
  compareBody(context, base.operation, head.operation, place, 'request');
  compareResponses(context, base.operation, head.operation, place, 'response');
}

function parametersOf(entry: OperationEntry, document: JsonObject): PlacedParameter[] {
  const place = placeOf(entry);
  const own = { ...place, pointer: `${place.pointer}/parameters` };
  const shared = { ...place, pointer: `${toPointer(['paths', entry.path])}/parameters` };
  const listed = (list: Json | undefined, at: Place) =>
    (Array.isArray(list) ? list : []).flatMap((value, index): PlacedParameter[] => {
      const placed = placedIn(document, value, at, String(index), '');
      if (!placed) return [];
      const label = `${String(placed.node.name)} of ${place.label}`;
      return [{ parameter: placed.node, place: { ...placed.place, label } }];
    });
  return [...listed(entry.pathItem.parameters, shared), ...listed(entry.operation.parameters, own)];
}

/** Path parameters are paired by their place in the path, so a new name is no new parameter. */
function alignedPathParameters(
  base: OperationEntry,
  head: OperationEntry,
  parameters: readonly PlacedParameter[],
): PlacedParameter[] {
  const [before, after] = [namesIn(base.path), namesIn(head.path)];
  return parameters.map((placed) => {
    const { parameter } = placed;
    const index = parameter.in === 'path' ? after.indexOf(String(parameter.name)) : -1;
    const name = before[index];
    return name === undefined ? placed : { ...placed, parameter: { ...parameter, name } };
  });
}

function placeOf(entry: OperationEntry): Place {
  const { operationId } = entry.operation;
  return {
    pointer: entry.pointer,
    owner: entry.pointer,
    label: typeof operationId === 'string' ? operationId : labelOf(entry),
  };
}
