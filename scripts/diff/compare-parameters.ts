import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import type { Context } from './context.ts';
import type { Place } from './difference.ts';
import { WORDING } from './keywords.ts';
import { probeOfParameter } from './probes.ts';
import { same } from './same.ts';
import { compareWording } from './wording.ts';

/** A parameter with where it stands. */
export interface PlacedParameter {
  readonly parameter: JsonObject;
  readonly place: Place;
}

/** Compares the parameters of an operation; one that changed its `in` has moved. */
export function compareParameters(
  context: Context,
  base: readonly PlacedParameter[],
  head: readonly PlacedParameter[],
): void {
  const { report } = context;
  const before = byKey(base);
  const after = byKey(head);
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, placed]) => placed);
  const come = [...after].filter(([key]) => !before.has(key)).map(([, placed]) => placed);
  for (const [key, placed] of after) {
    const old = before.get(key);
    if (old) compareOne(context, old.parameter, placed);
  }
  for (const { parameter, place } of come) {
    const old = gone.find((placed) => placed.parameter.name === parameter.name);
    if (old) {
      gone.splice(gone.indexOf(old), 1);
      const [from, to] = [old.parameter.in, parameter.in];
      report({ ...place, rule: 'request-parameter-moved', before: from, after: to });
    } else {
      const probe = probeOfParameter(undefined, withPlainSchema(parameter));
      report({ ...place, rule: 'request-parameter-added', after: parameter, probe });
    }
  }
  for (const { parameter, place } of gone) {
    // The engine takes a path parameter's removal for a change of the path.
    const probe =
      parameter.in === 'path'
        ? {}
        : { probe: probeOfParameter(withPlainSchema(parameter), undefined) };
    report({ ...place, rule: 'request-parameter-removed', before: parameter, ...probe });
  }
}

function compareOne(
  { schemas, report }: Context,
  base: JsonObject,
  { parameter: head, place }: PlacedParameter,
): void {
  compareWording(base, head, place, report);
  const [b, h] = [ownOf(base), ownOf(head)];
  if (!same(b.required ?? false, h.required ?? false)) {
    const rule = `request-parameter-became-${h.required === true ? 'required' : 'optional'}`;
    report({ ...place, rule, before: b.required ?? false, after: h.required ?? false });
  }
  for (const keyword of new Set([...Object.keys(b), ...Object.keys(h)])) {
    if (keyword === 'required' || same(b[keyword], h[keyword])) continue;
    const at = { ...place, pointer: place.pointer + toPointer([keyword]) };
    const rule =
      keyword === 'deprecated'
        ? 'request-parameter-deprecation-changed'
        : 'request-parameter-encoding-changed';
    report({ ...at, rule, before: b[keyword], after: h[keyword] });
  }
  const at = { ...place, pointer: `${place.pointer}/schema` };
  schemas.compare(schemaOf(base), schemaOf(head), at, 'request');
}

function byKey(parameters: readonly PlacedParameter[]): Map<string, PlacedParameter> {
  return new Map(parameters.map((placed) => [keyOf(placed.parameter), placed]));
}

function keyOf({ name, in: where }: JsonObject): string {
  return `${String(where)} ${where === 'header' ? String(name).toLowerCase() : String(name)}`;
}

/** What says how a parameter is sent, without its schema and its words. */
function ownOf(parameter: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parameter).filter(
      ([keyword]) =>
        !WORDING.has(keyword) && !['name', 'in', 'schema', 'content'].includes(keyword),
    ),
  );
}

function schemaOf({ schema, content }: JsonObject): Json | undefined {
  if (schema !== undefined || !isObject(content)) return schema;
  const [media] = Object.values(content);
  return isObject(media) ? media.schema : undefined;
}

/** The presence of a parameter is told by the engine; of its schema it needs nothing but a type. */
function withPlainSchema({ name, in: where, required, schema }: JsonObject): JsonObject {
  const plain: JsonObject = { type: 'string' };
  if (isObject(schema) && schema.default !== undefined) plain.default = 'default';
  return {
    name: name ?? '',
    in: where ?? '',
    ...(required === undefined ? {} : { required }),
    schema: plain,
  };
}
