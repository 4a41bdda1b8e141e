import { type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import type { SchemaComparison } from './compare-schemas.ts';
import { asObject, type ContractPart, locate } from './contract-part.ts';
import { compareWording, type Direction, type ReportDifference, same } from './difference.ts';

/** The two documents that are compared. */
export interface DocumentPair {
  readonly base: JsonObject;
  readonly head: JsonObject;
  readonly schemas: SchemaComparison;
  readonly report: ReportDifference;
}

/** Compares the request bodies of two operations or webhooks. */
export function compareRequestBody(
  documents: DocumentPair,
  base: JsonObject,
  head: JsonObject,
  operation: ContractPart,
  direction: Direction,
): void {
  const { report } = documents;
  const title = `the request body of ${operation.title}`;
  const b = locate(documents.base, base.requestBody, operation, 'requestBody', title);
  const h = locate(documents.head, head.requestBody, operation, 'requestBody', title);
  if (b && h) {
    compareWording(b.node, h.node, h.part, report);
    const [before, after] = [b.node.required === true, h.node.required === true];
    if (before !== after) {
      const rule = `request-body-became-${after ? 'required' : 'optional'}`;
      report({ ...h.part, rule, before, after });
    }
    compareContent(documents, b.node.content, h.node.content, h.part, direction);
  } else if (h) {
    const rule = h.node.required === true ? 'request-required-body-added' : 'request-body-added';
    report({ ...h.part, rule, after: head.requestBody });
  } else if (b) {
    report({ ...b.part, rule: 'request-body-removed', before: base.requestBody });
  }
}

/** Compares the responses of two operations or webhooks. */
export function compareResponses(
  documents: DocumentPair,
  base: JsonObject,
  head: JsonObject,
  operation: ContractPart,
  direction: Direction,
): void {
  const { report } = documents;
  const [before, after] = [asObject(base.responses), asObject(head.responses)];
  const parent = { ...operation, pointer: `${operation.pointer}/responses` };
  for (const status of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const title = `the ${status} response of ${operation.title}`;
    const b = locate(documents.base, before[status], parent, status, title);
    const h = locate(documents.head, after[status], parent, status, title);
    const kind = /^2/.test(status) ? 'success' : 'error';
    if (b && h) {
      compareWording(b.node, h.node, h.part, report);
      const [old, now] = [b.node.headers, h.node.headers];
      if (!same(old, now)) {
        report({ ...h.part, rule: 'response-headers-changed', before: old, after: now });
      }
      compareContent(documents, b.node.content, h.node.content, h.part, direction);
    } else if (h) {
      report({ ...h.part, title, rule: `response-${kind}-status-added`, after: status });
    } else if (b) {
      report({ ...b.part, title, rule: `response-${kind}-status-removed`, before: status });
    }
  }
}

function compareContent(
  { schemas, report }: DocumentPair,
  base: Json | undefined,
  head: Json | undefined,
  parent: ContractPart,
  direction: Direction,
): void {
  const [before, after] = [asObject(base), asObject(head)];
  for (const type of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const part = { ...parent, pointer: parent.pointer + toPointer(['content', type]) };
    const [b, h] = [before[type], after[type]];
    if (b === undefined) report({ ...part, rule: `${direction}-media-type-added`, after: type });
    else if (h === undefined) {
      report({ ...part, rule: `${direction}-media-type-removed`, before: type });
    } else {
      compareWording(asObject(b), asObject(h), part, report);
      const schema = { ...part, pointer: `${part.pointer}/schema`, direction };
      schemas.compare(asObject(b).schema, asObject(h).schema, schema);
    }
  }
}
