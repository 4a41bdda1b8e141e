import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { resolve } from '../openapi/reference.ts';
import type { Difference, Place, Side } from './difference.ts';
import { CONTAINERS, SETS, WORDING } from './keywords.ts';
import { takesNull, withoutNull } from './nullable.ts';
import { probeOfProperty, probeOfSchemas } from './probes.ts';
import { same, sameSet } from './same.ts';
import { pairMembers } from './union-members.ts';
import { compareWording } from './wording.ts';

/**
 * Compares schemas of two documents. A component that both refer to by the same name is compared
 * once for each side, however many places refer to it; anything else is compared where it stands,
 * whether it is written there or referred to.
 */
export class SchemaComparison {
  readonly #base: JsonObject;
  readonly #head: JsonObject;
  readonly #report: (difference: Difference) => void;
  readonly #seen = new Set<string>();
  readonly #pending: (() => void)[] = [];

  constructor(base: JsonObject, head: JsonObject, report: (difference: Difference) => void) {
    this.#base = base;
    this.#head = head;
    this.#report = report;
  }

  /** Compares two schemas and, in the end, all components that they share. */
  compare(base: Json | undefined, head: Json | undefined, place: Place, side: Side): void {
    this.#compare(base, head, place, side);
    // Deep documents must not need a deep stack.
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) next();
  }

  #compare(base: Json | undefined, head: Json | undefined, place: Place, side: Side): void {
    const [b, h] = [refOf(base), refOf(head)];
    if (b !== undefined && b === h) {
      this.#compareBesideReference(asSchema(base), asSchema(head), place, side);
      this.#compareShared(b, side);
      return;
    }
    const key = `${side} ${b ?? place.pointer} ${h ?? place.pointer}`;
    if (b !== undefined || h !== undefined) {
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
    }
    this.#compareInline(
      this.#resolved(this.#base, base),
      this.#resolved(this.#head, head),
      place,
      side,
    );
  }

  /** OpenAPI 3.1 lets keywords stand beside a reference. */
  #compareBesideReference(base: JsonObject, head: JsonObject, place: Place, side: Side): void {
    if (same(base, head)) return;
    this.#compareOwn(base, head, place, side);
    compareWording(base, head, place, this.#report);
  }

  #compareShared(ref: string, side: Side): void {
    const key = `${side} ${ref}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const base = resolve(this.#base, ref);
    const head = resolve(this.#head, ref);
    if (!base || !head) return;
    const place = {
      pointer: head.pointer,
      owner: head.pointer,
      label: head.pointer.split('/').at(-1) ?? '',
    };
    this.#pending.push(() => {
      const [b, h] = [refOf(base.value), refOf(head.value)];
      if (b !== undefined || h !== undefined) this.#compare(base.value, head.value, place, side);
      else this.#compareInline(asSchema(base.value), asSchema(head.value), place, side);
    });
  }

  #resolved(document: JsonObject, schema: Json | undefined): JsonObject {
    let value = schema;
    for (let hops = 0; hops < MOST_HOPS; hops += 1) {
      const ref = refOf(value);
      if (ref === undefined) return asSchema(value);
      value = resolve(document, ref)?.value;
    }
    return {};
  }

  #compareInline(base: JsonObject, head: JsonObject, place: Place, side: Side): void {
    if (same(base, head)) {
      this.#descend(base, head, place, side);
      return;
    }
    const [b, h] = [withoutNull(base), withoutNull(head)];
    if (refOf(b) !== undefined || refOf(h) !== undefined) this.#compare(b, h, place, side);
    else {
      this.#compareOwn(b, h, place, side);
      this.#descend(b, h, place, side);
    }
    this.#compareNull(base, head, place, side);
    compareWording(base, head, place, this.#report);
  }

  #compareNull(base: JsonObject, head: JsonObject, place: Place, side: Side): void {
    const [before, after] = [takesNull(base), takesNull(head)];
    if (before === after) return;
    const state = (nullable: boolean) => ({ type: nullable ? ['string', 'null'] : 'string' });
    this.#report({
      ...place,
      rule: `${side}-property-became-${after ? 'nullable' : 'not-nullable'}`,
      before: typeOf(base),
      after: typeOf(head),
      probe: probeOfSchemas(side, state(before), state(after)),
    });
  }

  #compareOwn(base: JsonObject, head: JsonObject, place: Place, side: Side): void {
    const [b, h] = [ownKeywords(base), ownKeywords(head)];
    const changed = [...new Set([...Object.keys(b), ...Object.keys(h)])].filter(
      (keyword) => !sameKeyword(keyword, b[keyword], h[keyword]),
    );
    if (changed.includes('type')) {
      const rule = `${side}-property-type-changed`;
      const probe = probeOfSchemas(side, b, h);
      this.#report({ ...place, rule, before: shown(b), after: shown(h), probe });
      return;
    }
    for (const keyword of changed) {
      const [before, after] = [b[keyword], h[keyword]];
      const at = { ...place, pointer: `${place.pointer}${toPointer([keyword])}` };
      if (keyword === 'x-enum-varnames') this.#compareEnumNames(base, head, at);
      else if (keyword.startsWith('x-') || keyword === 'discriminator') {
        const rule = EXTENSION_RULES[keyword] ?? 'extension-changed';
        this.#report({
          ...at,
          rule: `${rule === 'extension-changed' ? '' : `${side}-`}${rule}`,
          before,
          after,
        });
      } else {
        const { [keyword]: _, ...rest } = b;
        const probe = probeOfSchemas(
          side,
          b,
          after === undefined ? rest : { ...b, [keyword]: after },
        );
        this.#report({ ...at, rule: `${side}-keyword-changed`, before, after, probe });
      }
    }
  }

  #compareEnumNames(base: JsonObject, head: JsonObject, place: Place): void {
    const [before, after] = [enumNames(base), enumNames(head)];
    for (const [value, name] of before) {
      const now = after.get(value);
      if (now === undefined || now === name) continue;
      const label = `${place.label}.${String(name)}`;
      this.#report({ ...place, label, rule: 'enum-member-renamed', before: name, after: now });
    }
  }

  #descend(base: JsonObject, head: JsonObject, place: Place, side: Side): void {
    this.#compareProperties(base, head, place, side);
    const into = (keyword: string, label: string): void => {
      const [b, h] = [base[keyword], head[keyword]];
      if (b === undefined && h === undefined) return;
      this.#compare(b, h, below(place, [keyword], label), side);
    };
    into('items', `${place.label}[]`);
    if (isObject(base.additionalProperties) && isObject(head.additionalProperties)) {
      into('additionalProperties', `${place.label}{}`);
    } else if (!same(openness(base), openness(head))) {
      const rule = `${side}-additional-properties-changed`;
      const [before, after] = [openness(base), openness(head)];
      this.#report({ ...below(place, ['additionalProperties'], place.label), rule, before, after });
    }
    for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
      this.#compareMembers(keyword, base, head, place, side);
    }
    this.#comparePatterns(base, head, place, side);
    for (const keyword of ['prefixItems', 'not'] as const) {
      if (same(base[keyword], head[keyword])) continue;
      const at = below(place, [keyword], place.label);
      const [before, after] = [base[keyword], head[keyword]];
      this.#report({ ...at, rule: `${side}-schema-changed`, before, after });
    }
  }

  #comparePatterns(base: JsonObject, head: JsonObject, place: Place, side: Side): void {
    const [b, h] = [base, head].map(({ patternProperties }) =>
      isObject(patternProperties) ? patternProperties : {},
    ) as [JsonObject, JsonObject];
    for (const pattern of new Set([...Object.keys(b), ...Object.keys(h)])) {
      const at = below(place, ['patternProperties', pattern], `${place.label}{${pattern}}`);
      const [before, after] = [b[pattern], h[pattern]];
      if (before !== undefined && after !== undefined) this.#compare(before, after, at, side);
      else this.#report({ ...at, rule: `${side}-schema-changed`, before, after });
    }
  }

  #compareProperties(base: JsonObject, head: JsonObject, place: Place, side: Side): void {
    const [b, h] = [propertiesOf(base), propertiesOf(head)];
    const required = [requiredOf(base), requiredOf(head)] as const;
    for (const name of new Set([...Object.keys(b), ...Object.keys(h)])) {
      const at = below(place, ['properties', name], `${place.label}.${name}`);
      const state = (document: JsonObject, properties: JsonObject, names: ReadonlySet<Json>) =>
        Object.hasOwn(properties, name)
          ? {
              schema: ownKeywords(this.#resolved(document, properties[name])),
              required: names.has(name),
            }
          : undefined;
      const before = state(this.#base, b, required[0]);
      const after = state(this.#head, h, required[1]);
      if (before && after) this.#compare(b[name], h[name], at, side);
      if (before?.required === after?.required) continue;
      this.#report({
        ...at,
        rule: `${side}-property-${before ? (after ? 'requirement-changed' : 'removed') : 'added'}`,
        before: before && (after ? before.required : (b[name] as Json)),
        after: after && (before ? after.required : (h[name] as Json)),
        probe: probeOfProperty(
          side,
          before,
          // The engine would tell of the schema's own change once more.
          after && before ? { ...after, schema: before.schema } : after,
        ),
      });
    }
  }

  #compareMembers(
    keyword: 'anyOf' | 'oneOf' | 'allOf',
    base: JsonObject,
    head: JsonObject,
    place: Place,
    side: Side,
  ): void {
    const { pairs, removed, added } = pairMembers(listOf(base[keyword]), listOf(head[keyword]));
    for (const { index, before, after } of pairs) {
      this.#compare(before, after, below(place, [keyword, index], place.label), side);
    }
    const what = keyword === 'allOf' ? 'part' : 'union-member';
    for (const { index, member } of removed) {
      const at = below(place, [keyword, index], place.label);
      this.#report({ ...at, rule: `${side}-${what}-removed`, before: member });
    }
    for (const { index, member } of added) {
      const at = below(place, [keyword, index], place.label);
      this.#report({ ...at, rule: `${side}-${what}-added`, after: member });
    }
  }
}

const MOST_HOPS = 100;

/** Extensions that mean something to users, by the rule for their change. */
const EXTENSION_RULES: Readonly<Record<string, string>> = {
  discriminator: 'discriminator-changed',
  'x-at-least-one-of': 'at-least-one-of-changed',
};

function below(place: Place, segments: readonly (string | number)[], label: string): Place {
  return { ...place, pointer: place.pointer + toPointer(segments), label };
}

function refOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref : undefined;
}

/** A boolean schema as an object: `true` takes everything, `false` nothing. */
function asSchema(schema: Json | undefined): JsonObject {
  if (isObject(schema)) return schema;
  return schema === false ? { not: {} } : {};
}

function ownKeywords(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([keyword]) => !CONTAINERS.has(keyword) && !WORDING.has(keyword) && keyword !== '$ref',
    ),
  );
}

function sameKeyword(keyword: string, base: Json | undefined, head: Json | undefined): boolean {
  return SETS.has(keyword) ? sameSet(base, head) : same(base, head);
}

function shown(schema: JsonObject): Json {
  const { type, format } = schema;
  return format === undefined ? (type ?? null) : { type: type ?? null, format };
}

function typeOf(schema: JsonObject): Json | undefined {
  return schema.type ?? (takesNull(schema) ? 'with null' : 'without null');
}

function openness(schema: JsonObject): Json {
  const { additionalProperties } = schema;
  return additionalProperties === undefined || same(additionalProperties, {})
    ? true
    : additionalProperties;
}

function enumNames(schema: JsonObject): Map<Json, Json> {
  const names = listOf(schema['x-enum-varnames']);
  return new Map(listOf(schema.enum).map((value, index) => [value, names[index] ?? null]));
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isObject(schema.properties) ? schema.properties : {};
}

function requiredOf(schema: JsonObject): ReadonlySet<Json> {
  return new Set(listOf(schema.required));
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
