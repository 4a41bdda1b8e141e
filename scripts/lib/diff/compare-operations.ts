import { isObject, type Json, type JsonObject, toPointer } from '../document/json.ts';
import { labelOf, type OperationEntry, operationsOf } from '../openapi/operations.ts';
import { resolve } from '../openapi/reference.ts';
import { compareParameters, type PlacedParameter } from './compare-parameters.ts';
import type { SchemaComparison } from './compare-schemas.ts';
import type { Difference, Place, Side } from './difference.ts';
import { same } from './same.ts';
import { compareWording } from './wording.ts';

interface Documents {
  readonly base: JsonObject;
  readonly head: JsonObject;
}

type Report = (difference: Difference) => void;

/** Compares the operations of two documents, paired by method and the shape of their path. */
export function compareOperations(
  { base, head }: Documents,
  schemas: SchemaComparison,
  report: Report,
): void {
  const before = new Map(operationsOf(base).map((entry) => [keyOf(entry), entry]));
  const after = new Map(operationsOf(head).map((entry) => [keyOf(entry), entry]));
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, entry]) => entry);
  for (const [key, entry] of after) {
    const old = before.get(key);
    if (old) compareEntries(old, entry, { base, head }, schemas, report);
    else reportNew(entry, gone, report);
  }
  for (const entry of gone) {
    report({ ...placeOf(entry), rule: 'operation-removed', before: labelOf(entry) });
  }
}

/** A new operation that has the id of one that is gone is that one, moved. */
function reportNew(entry: OperationEntry, gone: OperationEntry[], report: Report): void {
  const id = entry.operation.operationId;
  const old = gone.find(({ operation }) => id !== undefined && operation.operationId === id);
  if (!old) return report({ ...placeOf(entry), rule: 'operation-added', after: labelOf(entry) });
  gone.splice(gone.indexOf(old), 1);
  const [before, after] = [labelOf(old), labelOf(entry)];
  report({ ...placeOf(entry), rule: 'operation-moved', before, after });
}

function compareEntries(
  base: OperationEntry,
  head: OperationEntry,
  documents: Documents,
  schemas: SchemaComparison,
  report: Report,
): void {
  const place = placeOf(head);
  if (base.path !== head.path) {
    report({ ...place, rule: 'path-parameter-renamed', before: base.path, after: head.path });
  }
  compareFields(base.operation, head.operation, place, report);
  const [b, h] = [securityOf(base, documents.base), securityOf(head, documents.head)];
  if (!same(b, h)) report({ ...place, rule: 'operation-security-changed', before: b, after: h });
  compareParameters(
    placedParameters(base, documents.base),
    alignedPathParameters(base, head, placedParameters(head, documents.head)),
    schemas,
    report,
  );
  compareCall(base.operation, head.operation, place, documents, schemas, report, {
    request: 'request',
    response: 'response',
  });
}

/** Compares webhooks: the server sends what they have as body, so users receive it. */
export function compareWebhooks(
  documents: Documents,
  schemas: SchemaComparison,
  report: Report,
): void {
  const [before, after] = [webhooksOf(documents.base), webhooksOf(documents.head)];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const pointer = toPointer(['webhooks', name]);
    const place = { pointer, owner: pointer, label: name };
    const [b, h] = [before.get(name), after.get(name)];
    if (!b) report({ ...place, rule: 'webhook-added', after: name });
    else if (!h) report({ ...place, rule: 'webhook-removed', before: name });
    else {
      compareFields(b, h, place, report);
      compareCall(b, h, place, documents, schemas, report, {
        request: 'response',
        response: 'request',
      });
    }
  }
}

/** What an operation says of itself, each field with the rule for its change. */
const FIELD_RULES: Readonly<Record<string, string>> = {
  operationId: 'operation-id-changed',
  tags: 'operation-tag-changed',
  deprecated: 'operation-deprecation-changed',
  'x-pagination': 'operation-pagination-changed',
  'x-stability': 'operation-stability-changed',
  servers: 'operation-servers-changed',
};

function compareFields(base: JsonObject, head: JsonObject, place: Place, report: Report): void {
  compareWording(base, head, place, report);
  for (const [field, rule] of Object.entries(FIELD_RULES)) {
    const [before, after] = [base[field], head[field]];
    if (same(before, after)) continue;
    report({ ...place, pointer: place.pointer + toPointer([field]), rule, before, after });
  }
}

function compareCall(
  base: JsonObject,
  head: JsonObject,
  place: Place,
  documents: Documents,
  schemas: SchemaComparison,
  report: Report,
  sides: { readonly request: Side; readonly response: Side },
): void {
  compareBody(base, head, place, documents, schemas, report, sides.request);
  compareResponses(base, head, place, documents, schemas, report, sides.response);
}

function compareBody(
  base: JsonObject,
  head: JsonObject,
  place: Place,
  documents: Documents,
  schemas: SchemaComparison,
  report: Report,
  side: Side,
): void {
  const b = placedIn(
    documents.base,
    base.requestBody,
    place,
    'requestBody',
    `body of ${place.label}`,
  );
  const h = placedIn(
    documents.head,
    head.requestBody,
    place,
    'requestBody',
    `body of ${place.label}`,
  );
  if (!b && !h) return;
  if (!b || !h) {
    const required = (b ?? h)?.node.required === true ? 'required-' : '';
    const rule = h ? `request-${required}body-added` : 'request-body-removed';
    return report({
      ...(h ?? (b as Placed)).place,
      rule,
      before: base.requestBody,
      after: head.requestBody,
    });
  }
  compareWording(b.node, h.node, h.place, report);
  const [before, after] = [b.node.required === true, h.node.required === true];
  if (before !== after) {
    report({
      ...h.place,
      rule: `request-body-became-${after ? 'required' : 'optional'}`,
      before,
      after,
    });
  }
  compareContent(b.node.content, h.node.content, h.place, schemas, report, side);
}

function compareResponses(
  base: JsonObject,
  head: JsonObject,
  place: Place,
  documents: Documents,
  schemas: SchemaComparison,
  report: Report,
  side: Side,
): void {
  const [before, after] = [asObject(base.responses), asObject(head.responses)];
  for (const status of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const label = /^2/.test(status)
      ? `answer of ${place.label}`
      : `answer ${status} of ${place.label}`;
    const at = { ...place, pointer: `${place.pointer}/responses` };
    const b = placedIn(documents.base, before[status], at, status, label);
    const h = placedIn(documents.head, after[status], at, status, label);
    const kind = /^2/.test(status) ? 'success' : 'error';
    if (!b && h) report({ ...h.place, rule: `response-${kind}-status-added`, after: status });
    if (b && !h) report({ ...b.place, rule: `response-${kind}-status-removed`, before: status });
    if (!b || !h) continue;
    compareWording(b.node, h.node, h.place, report);
    if (!same(b.node.headers, h.node.headers)) {
      report({
        ...h.place,
        rule: 'response-headers-changed',
        before: b.node.headers,
        after: h.node.headers,
      });
    }
    compareContent(b.node.content, h.node.content, h.place, schemas, report, side);
  }
}

function compareContent(
  base: Json | undefined,
  head: Json | undefined,
  place: Place,
  schemas: SchemaComparison,
  report: Report,
  side: Side,
): void {
  const [before, after] = [asObject(base), asObject(head)];
  for (const type of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const at = { ...place, pointer: place.pointer + toPointer(['content', type]) };
    const [b, h] = [before[type], after[type]];
    if (b === undefined) report({ ...at, rule: `${side}-media-type-added`, after: type });
    else if (h === undefined) report({ ...at, rule: `${side}-media-type-removed`, before: type });
    else {
      const within = { ...at, pointer: `${at.pointer}/schema` };
      compareWording(asObject(b), asObject(h), at, report);
      schemas.compare(asObject(b).schema, asObject(h).schema, within, side);
    }
  }
}

interface Placed {
  readonly node: JsonObject;
  readonly place: Place;
}

/** What stands in a field; what it refers to is where it is, and owns itself. */
function placedIn(
  document: JsonObject,
  value: Json | undefined,
  place: Place,
  field: string,
  label: string,
): Placed | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.$ref !== 'string') {
    return { node: value, place: { ...place, pointer: place.pointer + toPointer([field]), label } };
  }
  const target = resolve(document, value.$ref);
  if (!target || !isObject(target.value)) return undefined;
  const { pointer } = target;
  return {
    node: target.value,
    place: { pointer, owner: pointer, label: pointer.split('/').at(-1) ?? label },
  };
}

function placedParameters(entry: OperationEntry, document: JsonObject): PlacedParameter[] {
  const place = placeOf(entry);
  const own = { ...place, pointer: `${place.pointer}/parameters` };
  const shared = { ...place, pointer: `${toPointer(['paths', entry.path])}/parameters` };
  const listed = (list: Json | undefined, at: Place) =>
    (Array.isArray(list) ? list : []).flatMap((value, index) => {
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
    const index =
      placed.parameter.in === 'path' ? after.indexOf(String(placed.parameter.name)) : -1;
    const name = before[index];
    return name === undefined ? placed : { ...placed, parameter: { ...placed.parameter, name } };
  });
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');
}

function securityOf({ operation }: OperationEntry, document: JsonObject): Json {
  const required = operation.security ?? document.security ?? [];
  const schemes = asObject(asObject(document.components).securitySchemes);
  const names = (Array.isArray(required) ? required : []).flatMap((one) =>
    Object.keys(asObject(one)),
  );
  const used = names.map((name): [string, Json] => [name, withoutWords(schemes[name] ?? null)]);
  return { required, schemes: Object.fromEntries(used) };
}

function withoutWords(scheme: Json): Json {
  if (!isObject(scheme)) return scheme;
  const { description: _, ...rest } = scheme;
  return rest;
}

function placeOf(entry: OperationEntry): Place {
  const { operationId } = entry.operation;
  return {
    pointer: entry.pointer,
    owner: entry.pointer,
    label: typeof operationId === 'string' ? operationId : labelOf(entry),
  };
}

function keyOf({ method, path }: OperationEntry): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

function webhooksOf(document: JsonObject): Map<string, JsonObject> {
  return new Map(
    Object.entries(asObject(document.webhooks)).map(([name, item]) => [
      name,
      asObject(asObject(item).post),
    ]),
  );
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
