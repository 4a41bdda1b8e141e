import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import type { DocumentPair } from './compare-content.ts';
import type { ContractPart } from './contract-part.ts';
import { compareWording, same } from './difference.ts';
import { probeParameter } from './oasdiff.ts';
import { WORDING_KEYWORDS } from './schema-keywords.ts';

/** A parameter with its part of the contract. */
export interface LocatedParameter {
  readonly parameter: JsonObject;
  readonly part: ContractPart;
}

/** Compares the parameters of an operation. One whose `in` changed was moved. */
export function compareParameters(
  documents: DocumentPair,
  base: readonly LocatedParameter[],
  head: readonly LocatedParameter[],
): void {
  const { report } = documents;
  const [before, after] = [byKey(base), byKey(head)];
  const removed = new Set([...before].filter(([key]) => !after.has(key)).map(([, one]) => one));
  const added = [...after].filter(([key]) => !before.has(key)).map(([, one]) => one);
  for (const [key, one] of after) {
    const old = before.get(key);
    if (old) comparePair(documents, old.parameter, one);
  }
  for (const { parameter, part } of added) {
    const moved = [...removed].find((one) => one.parameter.name === parameter.name);
    if (moved) {
      removed.delete(moved);
      const [from, to] = [moved.parameter.in, parameter.in];
      report({ ...part, rule: 'request-parameter-moved', before: from, after: to });
    } else {
      const probe = probeParameter(undefined, withPlainSchema(parameter));
      report({ ...part, rule: 'request-parameter-added', after: parameter, probe });
    }
  }
  for (const { parameter, part } of removed) {
    // oasdiff reports the removal of a path parameter as a change of the path.
    const probe =
      parameter.in === 'path'
        ? {}
        : { probe: probeParameter(withPlainSchema(parameter), undefined) };
    report({ ...part, rule: 'request-parameter-removed', before: parameter, ...probe });
  }
}

function comparePair(
  { schemas, report }: DocumentPair,
  base: JsonObject,
  { parameter: head, part }: LocatedParameter,
): void {
  compareWording(base, head, part, report);
  const [b, h] = [encodingOf(base), encodingOf(head)];
  const [before, after] = [b.required ?? false, h.required ?? false];
  if (!same(before, after)) {
    const rule = `request-parameter-became-${after === true ? 'required' : 'optional'}`;
    report({ ...part, rule, before, after });
  }
  for (const keyword of new Set([...Object.keys(b), ...Object.keys(h)])) {
    if (keyword === 'required' || same(b[keyword], h[keyword])) continue;
    report({
      ...part,
      pointer: part.pointer + toPointer([keyword]),
      rule: `request-parameter-${keyword === 'deprecated' ? 'deprecation' : 'encoding'}-changed`,
      keywords: [keyword],
      before: b[keyword],
      after: h[keyword],
    });
  }
  const schema = { ...part, pointer: `${part.pointer}/schema`, direction: 'request' as const };
  schemas.compare(schemaOf(base), schemaOf(head), schema);
}

function byKey(parameters: readonly LocatedParameter[]): Map<string, LocatedParameter> {
  return new Map(
    parameters.map((one) => {
      const { name, in: location } = one.parameter;
      const key = location === 'header' ? String(name).toLowerCase() : String(name);
      return [`${String(location)} ${key}`, one];
    }),
  );
}

/** The keywords that determine how a parameter is sent, without its schema and descriptions. */
function encodingOf(parameter: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameter).filter(
      ([keyword]) =>
        !WORDING_KEYWORDS.has(keyword) && !['name', 'in', 'schema', 'content'].includes(keyword),
    ),
  );
}

function schemaOf({ schema, content }: JsonObject): Json | undefined {
  if (schema !== undefined || !isObject(content)) return schema;
  const [media] = Object.values(content);
  return isObject(media) ? media.schema : undefined;
}

/** For probes of whether there is a parameter, oasdiff only needs its type and its default. */
function withPlainSchema({ name, in: location, required, schema }: JsonObject): JsonObject {
  const plain: JsonObject = { type: 'string' };
  if (isObject(schema) && schema.default !== undefined) plain.default = 'default';
  return {
    name: name ?? '',
    in: location ?? '',
    ...(required === undefined ? {} : { required }),
    schema: plain,
  };
}
