import type { Problem } from '../cli/problem.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import {
  HTTP_METHODS,
  type HttpMethod,
  labelOf,
  type OperationEntry,
  operationsOf,
  UNCATEGORISED,
} from '../openapi/operations.ts';
import { resolve } from '../openapi/reference.ts';
import { walk } from '../openapi/walk.ts';
import { simplifyOperation } from './simplify.ts';

/**
 * Makes usable, in place, the operations that upstream has and no overlay describes, which their
 * missing tags show: names derived from method and path, and only what every generator supports.
 * What the overlays wrote is left alone, its mistakes included.
 *
 * @returns A warning for each such operation.
 */
export function completeUndescribed(contract: JsonObject): Problem[] {
  resolvePathItems(contract);
  const undescribed = operationsOf(contract).filter(({ operation }) => isUndescribed(operation));
  if (undescribed.length === 0) return [];
  declareTag(contract);
  const taken = operationIdsOfOthers(contract, undescribed);
  const warnings = undescribed.flatMap((entry) => {
    const { operation, path, pathItem } = entry;
    const omitted = simplifyOperation(operation, { document: contract, path, pathItem });
    operation.tags = [UNCATEGORISED];
    return nameOperation(entry, omitted, taken);
  });
  for (const { pathItem } of undescribed) removeSharedParts(pathItem);
  return warnings;
}

/** Replaces a path that refers to another path or a component by the operations that it refers to. */
function resolvePathItems(contract: JsonObject): void {
  const paths = isObject(contract.paths) ? contract.paths : {};
  for (const [path, pathItem] of Object.entries(paths)) {
    if (!isObject(pathItem) || typeof pathItem.$ref !== 'string') continue;
    const { $ref, ...own } = pathItem;
    const target = resolve(contract, $ref)?.value;
    if (isObject(target) && !('$ref' in target))
      paths[path] = { ...structuredClone(target), ...own };
  }
}

/** Removes what operations of a path share if each has its own copy. */
function removeSharedParts(pathItem: JsonObject): void {
  const operations = HTTP_METHODS.flatMap((method) => pathItem[method] ?? []).filter(isObject);
  if (!operations.every(({ tags }) => Array.isArray(tags) && tags[0] === UNCATEGORISED)) return;
  for (const key of Object.keys(pathItem)) {
    if (!(HTTP_METHODS as readonly string[]).includes(key)) delete pathItem[key];
  }
}

function isUndescribed({ tags }: JsonObject): boolean {
  return !Array.isArray(tags) || tags.length === 0;
}

function nameOperation(
  { method, path, operation, pointer }: OperationEntry,
  omitted: readonly string[],
  taken: Set<string>,
): Problem[] {
  const wanted = deriveOperationId(method, path);
  const operationId = firstFree(wanted, taken);
  operation.operationId = operationId;
  const label = labelOf({ method, path });
  const warnings: Problem[] = [
    {
      pointer,
      message: `${label} is described by no overlay: generated as ${operationId}, responses unknown`,
      hint: 'Describe it in an overlay in specs/kaiten/overlays.',
    },
  ];
  if (omitted.length > 0) {
    const message = `${label} is generated without ${omitted.join(', ')}`;
    warnings.push({ pointer, message, hint: 'Describe it in an overlay.' });
  }
  if (operationId !== wanted) {
    const message = `${label} is named ${operationId}, because ${wanted} is taken`;
    warnings.push({ pointer, message, hint: 'Set its operationId in an overlay.' });
  }
  return warnings;
}

/** Names that differ only in case count as equal, because some file systems ignore case. */
function firstFree(wanted: string, taken: Set<string>): string {
  let free = wanted;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${wanted}${number}`;
  taken.add(free.toLowerCase());
  return free;
}

function operationIdsOfOthers(contract: JsonObject, undescribed: readonly OperationEntry[]) {
  const own = new Set(undescribed.map(({ operation }) => operation));
  const taken = new Set<string>();
  for (const { kind, node } of walk(contract)) {
    if (kind !== 'operation' || own.has(node) || typeof node.operationId !== 'string') continue;
    taken.add(node.operationId.toLowerCase());
  }
  return taken;
}

function declareTag(contract: JsonObject): void {
  const tags: Json[] = Array.isArray(contract.tags) ? contract.tags : [];
  if (!tags.some((tag) => isObject(tag) && tag.name === UNCATEGORISED)) {
    tags.push({
      name: UNCATEGORISED,
      description: 'Operations of the live API that this contract does not describe yet.',
    });
  }
  contract.tags = tags;
}

/**
 * A name for an operation that nobody named: `GET /widgets/{widget_id}` is `getWidgetsByWidgetId`. Always
 * a valid identifier, never a reserved word, and in camel case as every generator writes it, so that
 * none changes it: no two letters in upper case follow each other, and a single letter is no word.
 */
function deriveOperationId(method: HttpMethod, path: string): string {
  const words = [...path.matchAll(/\{([^{}]*)\}|[A-Za-z0-9]+/g)].flatMap(([word, parameter]) =>
    parameter === undefined ? wordsIn(word) : ['by', ...wordsIn(parameter)],
  );
  return words.length === 0 ? `${method}Root` : words.reduce(appendWord, method);
}

function wordsIn(text: string): string[] {
  return text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
}

function appendWord(name: string, word: string): string {
  const lower = word.toLowerCase();
  const staysLower = /[A-Z]$/.test(name) || (word.length === 1 && /[a-z]$/.test(name));
  return name + (staysLower ? lower : lower.charAt(0).toUpperCase() + lower.slice(1));
}
