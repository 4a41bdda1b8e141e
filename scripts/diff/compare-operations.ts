import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import {
  labelOf,
  namesIn,
  type OperationEntry,
  operationsOf,
  pathShapeOf,
} from '../openapi/operations.ts';
import { compareRequestBody, compareResponses, type DocumentPair } from './compare-content.ts';
import { compareParameters, type LocatedParameter } from './compare-parameters.ts';
import { asObject, type ContractPart, locate } from './contract-part.ts';
import { compareWording, type ReportDifference, same } from './difference.ts';

/** Compares the operations of two documents, paired by method and path. */
export function compareOperations(documents: DocumentPair): void {
  const { report } = documents;
  const before = new Map(operationsOf(documents.base).map((entry) => [pathShapeOf(entry), entry]));
  const after = new Map(operationsOf(documents.head).map((entry) => [pathShapeOf(entry), entry]));
  const removed = new Set([...before].filter(([key]) => !after.has(key)).map(([, entry]) => entry));
  for (const [key, entry] of after) {
    const old = before.get(key);
    if (old) {
      comparePair(documents, old, entry);
      continue;
    }
    // An operation that has the id of a removed one was moved.
    const id = entry.operation.operationId;
    const moved = [...removed].find(
      ({ operation }) => id !== undefined && operation.operationId === id,
    );
    const part = operationPart(entry);
    if (moved) {
      removed.delete(moved);
      const [from, to] = [labelOf(moved), labelOf(entry)];
      report({ ...part, rule: 'operation-moved', before: from, after: to });
    } else report({ ...part, rule: 'operation-added', after: labelOf(entry) });
  }
  for (const entry of removed) {
    report({ ...operationPart(entry), rule: 'operation-removed', before: labelOf(entry) });
  }
}

/** Keywords of an operation, with the rules for their changes. */
const KEYWORD_RULES: Readonly<Record<string, string>> = {
  operationId: 'operation-id-changed',
  tags: 'operation-tag-changed',
  deprecated: 'operation-deprecation-changed',
  'x-pagination': 'operation-pagination-changed',
  'x-stability': 'operation-stability-changed',
  servers: 'operation-servers-changed',
};

/** Compares the keywords of two operations or webhooks, without what they send and return. */
export function compareOperationKeywords(
  base: JsonObject,
  head: JsonObject,
  part: ContractPart,
  report: ReportDifference,
): void {
  compareWording(base, head, part, report);
  for (const [keyword, rule] of Object.entries(KEYWORD_RULES)) {
    const [before, after] = [base[keyword], head[keyword]];
    if (same(before, after)) continue;
    const pointer = part.pointer + toPointer([keyword]);
    report({ ...part, pointer, rule, keywords: [keyword], before, after });
  }
}

function comparePair(documents: DocumentPair, base: OperationEntry, head: OperationEntry): void {
  const { report } = documents;
  const part = operationPart(head);
  if (base.path !== head.path) {
    report({ ...part, rule: 'path-parameter-renamed', before: base.path, after: head.path });
  }
  compareOperationKeywords(base.operation, head.operation, part, report);
  const [before, after] = [securityOf(base, documents.base), securityOf(head, documents.head)];
  if (!same(before, after)) {
    report({ ...part, rule: 'operation-security-changed', before, after });
  }
  const parameters = parametersOf(head, documents.head);
  compareParameters(
    documents,
    parametersOf(base, documents.base),
    withBaseNames(base, head, parameters),
  );
  compareRequestBody(documents, base.operation, head.operation, part, 'request');
  compareResponses(documents, base.operation, head.operation, part, 'response');
}

/** The security requirements of an operation, with the definitions of their schemes. */
function securityOf({ operation }: OperationEntry, document: JsonObject): Json {
  const required = operation.security ?? document.security ?? [];
  const schemes = asObject(asObject(document.components).securitySchemes);
  const names = (Array.isArray(required) ? required : []).flatMap((one) =>
    Object.keys(asObject(one)),
  );
  const used = names.map((name): [string, Json] => {
    const scheme = schemes[name] ?? null;
    if (!isObject(scheme)) return [name, scheme];
    const { description: _, ...rest } = scheme;
    return [name, rest];
  });
  return { required, schemes: Object.fromEntries(used) };
}

function parametersOf(entry: OperationEntry, document: JsonObject): LocatedParameter[] {
  const part = operationPart(entry);
  const listed = (list: Json | undefined, pointer: string) =>
    (Array.isArray(list) ? list : []).flatMap((value, index): LocatedParameter[] => {
      const found = locate(document, value, { ...part, pointer }, String(index), '');
      if (!found) return [];
      const { name, in: location } = found.node;
      const title = `${String(location)} parameter \`${String(name)}\` of ${part.title}`;
      return [{ parameter: found.node, part: { ...found.part, title } }];
    });
  return [
    ...listed(entry.pathItem.parameters, `${toPointer(['paths', entry.path])}/parameters`),
    ...listed(entry.operation.parameters, `${part.pointer}/parameters`),
  ];
}

/** Path parameters are paired by position, so that a renamed one is not reported as a new one. */
function withBaseNames(
  base: OperationEntry,
  head: OperationEntry,
  parameters: readonly LocatedParameter[],
): LocatedParameter[] {
  const [before, after] = [namesIn(base.path), namesIn(head.path)];
  return parameters.map((one) => {
    const { parameter } = one;
    const index = parameter.in === 'path' ? after.indexOf(String(parameter.name)) : -1;
    const name = before[index];
    return name === undefined ? one : { ...one, parameter: { ...parameter, name } };
  });
}

function operationPart(entry: OperationEntry): ContractPart {
  const { operationId } = entry.operation;
  const name = typeof operationId === 'string' ? operationId : labelOf(entry);
  return { pointer: entry.pointer, owner: entry.pointer, title: `\`${name}\`` };
}
