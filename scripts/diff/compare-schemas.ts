import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { resolve } from '../openapi/reference.ts';
import { asObject, componentPart, propertyPart } from './contract-part.ts';
import {
  compareWording,
  type DirectedPart,
  type Direction,
  type ReportDifference,
  same,
  sameSet,
} from './difference.ts';
import { probeProperty, probeSchemas } from './oasdiff.ts';
import {
  acceptsNull,
  SET_KEYWORDS,
  SUBSCHEMA_KEYWORDS,
  WORDING_KEYWORDS,
  withoutNull,
} from './schema-keywords.ts';

/**
 * Compares schemas of two documents. A component that both refer to by the same name is compared
 * once per direction, regardless of how many places refer to it. Any other schema is compared where
 * it is used, whether it is inline or a reference.
 */
export class SchemaComparison {
  readonly #base: JsonObject;
  readonly #head: JsonObject;
  readonly #report: ReportDifference;
  readonly #seen = new Set<string>();
  readonly #pending: (() => void)[] = [];

  constructor(base: JsonObject, head: JsonObject, report: ReportDifference) {
    this.#base = base;
    this.#head = head;
    this.#report = report;
  }

  /** Compares two schemas, then all components that they share. */
  compare(base: Json | undefined, head: Json | undefined, part: DirectedPart): void {
    this.#compare(base, head, part);
    // A queue, because deep documents would overflow the call stack.
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) next();
  }

  #compare(base: Json | undefined, head: Json | undefined, part: DirectedPart): void {
    const [b, h] = [refOf(base), refOf(head)];
    if (b !== undefined && b === h) {
      this.#compareSiblingsOfRef(asSchema(base), asSchema(head), part);
      this.#enqueueComponent(b, part.direction);
      return;
    }
    if (b !== undefined || h !== undefined) {
      const key = `${part.direction} ${b ?? part.pointer} ${h ?? part.pointer}`;
      if (this.#seen.has(key)) return;
      this.#seen.add(key);
    }
    const [old, now] = [resolved(this.#base, base), resolved(this.#head, head)];
    this.#compareInline(old, now, part);
  }

  /** OpenAPI 3.1 allows keywords next to a reference. */
  #compareSiblingsOfRef(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    if (same(base, head)) return;
    this.#compareKeywords(base, head, part);
    compareWording(base, head, part, this.#report);
  }

  #enqueueComponent(ref: string, direction: Direction): void {
    const key = `${direction} ${ref}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const [base, head] = [resolve(this.#base, ref), resolve(this.#head, ref)];
    if (!base || !head) return;
    const part = { ...componentPart(head.pointer), direction };
    this.#pending.push(() => {
      const isAlias = refOf(base.value) !== undefined || refOf(head.value) !== undefined;
      if (isAlias) this.#compare(base.value, head.value, part);
      else this.#compareInline(asSchema(base.value), asSchema(head.value), part);
    });
  }

  #compareInline(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    if (same(base, head)) {
      this.#compareSubschemas(base, head, part);
      return;
    }
    const [b, h] = [withoutNull(base), withoutNull(head)];
    if (refOf(b) !== undefined || refOf(h) !== undefined) this.#compare(b, h, part);
    else {
      this.#compareKeywords(b, h, part);
      this.#compareSubschemas(b, h, part);
    }
    this.#compareNullability(base, head, part);
    compareWording(base, head, part, this.#report);
  }

  #compareNullability(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    const [before, after] = [acceptsNull(base), acceptsNull(head)];
    if (before === after) return;
    const typed = (nullable: boolean) => ({ type: nullable ? ['string', 'null'] : 'string' });
    const described = (schema: JsonObject, nullable: boolean) =>
      schema.type ?? (nullable ? 'with null' : 'without null');
    this.#report({
      ...part,
      rule: `${part.direction}-property-became-${after ? 'nullable' : 'not-nullable'}`,
      before: described(base, before),
      after: described(head, after),
      probe: probeSchemas(part.direction, typed(before), typed(after)),
    });
  }

  #compareKeywords(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    const [b, h] = [ownKeywords(base), ownKeywords(head)];
    const changed = [...new Set([...Object.keys(b), ...Object.keys(h)])].filter(
      (keyword) => !(SET_KEYWORDS.has(keyword) ? sameSet : same)(b[keyword], h[keyword]),
    );
    if (changed.includes('type')) {
      this.#report({
        ...part,
        rule: `${part.direction}-property-type-changed`,
        keywords: ['type'],
        before: typeAndFormat(b),
        after: typeAndFormat(h),
        probe: probeSchemas(part.direction, b, h),
      });
      return;
    }
    for (const keyword of changed) {
      const [before, after] = [b[keyword], h[keyword]];
      const pointer = part.pointer + toPointer([keyword]);
      const difference = { ...part, pointer, keywords: [keyword], before, after };
      if (keyword === 'x-enum-varnames') this.#compareEnumNames(base, head, { ...part, pointer });
      else if (keyword === 'discriminator' || keyword === 'x-at-least-one-of') {
        const name = keyword.replace(/^x-/, '');
        this.#report({ ...difference, rule: `${part.direction}-${name}-changed` });
      } else if (keyword.startsWith('x-')) {
        this.#report({ ...difference, rule: 'extension-changed' });
      } else {
        const { [keyword]: _, ...rest } = b;
        const changedBase = after === undefined ? rest : { ...b, [keyword]: after };
        const probe = probeSchemas(part.direction, b, changedBase);
        this.#report({ ...difference, rule: `${part.direction}-keyword-changed`, probe });
      }
    }
  }

  #compareEnumNames(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    const namesOf = (schema: JsonObject) => {
      const names = listOf(schema['x-enum-varnames']);
      return new Map(listOf(schema.enum).map((value, index) => [value, names[index] ?? null]));
    };
    const after = namesOf(head);
    for (const [value, name] of namesOf(base)) {
      const now = after.get(value);
      if (now === undefined || now === name) continue;
      this.#report({ ...part, rule: 'enum-member-renamed', before: name, after: now });
    }
  }

  #compareSubschemas(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    this.#compareProperties(base, head, part);
    if (base.items !== undefined || head.items !== undefined) {
      this.#compare(base.items, head.items, below(part, ['items'], '[]'));
    }
    const [b, h] = [base.additionalProperties, head.additionalProperties];
    if (isObject(b) && isObject(h)) {
      this.#compare(b, h, below(part, ['additionalProperties'], '{}'));
    } else {
      const [before, after] = [b, h].map((one) =>
        one === undefined || same(one, {}) ? true : one,
      );
      if (!same(before, after)) {
        const segments = ['additionalProperties'] as const;
        this.#reportKeyword(segments, 'additional-properties', before, after, part);
      }
    }
    for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
      this.#compareMembers(keyword, base, head, part);
    }
    this.#comparePatternProperties(base, head, part);
    for (const keyword of ['prefixItems', 'not'] as const) {
      if (same(base[keyword], head[keyword])) continue;
      this.#reportKeyword([keyword], 'schema', base[keyword], head[keyword], part);
    }
  }

  #reportKeyword(
    segments: readonly [keyword: string, ...string[]],
    what: string,
    before: Json | undefined,
    after: Json | undefined,
    part: DirectedPart,
  ): void {
    const rule = `${part.direction}-${what}-changed`;
    this.#report({ ...below(part, segments), rule, keywords: [segments[0]], before, after });
  }

  #comparePatternProperties(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    const [b, h] = [asObject(base.patternProperties), asObject(head.patternProperties)];
    for (const pattern of new Set([...Object.keys(b), ...Object.keys(h)])) {
      const segments = ['patternProperties', pattern] as const;
      const [before, after] = [b[pattern], h[pattern]];
      if (before !== undefined && after !== undefined) {
        this.#compare(before, after, below(part, segments, '{}'));
      } else this.#reportKeyword(segments, 'schema', before, after, part);
    }
  }

  #compareProperties(base: JsonObject, head: JsonObject, part: DirectedPart): void {
    const [b, h] = [asObject(base.properties), asObject(head.properties)];
    const [requiredBefore, requiredNow] = [listOf(base.required), listOf(head.required)];
    for (const name of new Set([...Object.keys(b), ...Object.keys(h)])) {
      const property = propertyPart(part, name);
      const [old, now] = [Object.hasOwn(b, name), Object.hasOwn(h, name)];
      if (old && now) this.#compare(b[name], h[name], property);
      const before = old
        ? {
            schema: ownKeywords(resolved(this.#base, b[name])),
            required: requiredBefore.includes(name),
          }
        : undefined;
      const after = now
        ? {
            schema: ownKeywords(resolved(this.#head, h[name])),
            required: requiredNow.includes(name),
          }
        : undefined;
      if (before?.required === after?.required) continue;
      const what = before ? (after ? 'requirement-changed' : 'removed') : 'added';
      this.#report({
        ...property,
        rule: `${part.direction}-property-${what}`,
        before: before && (after ? before.required : b[name]),
        after: after && (before ? after.required : h[name]),
        // With the new schema, oasdiff would report the change of the schema again.
        probe: probeProperty(
          part.direction,
          before,
          after && before ? { ...after, schema: before.schema } : after,
        ),
      });
    }
  }

  #compareMembers(
    keyword: 'anyOf' | 'oneOf' | 'allOf',
    base: JsonObject,
    head: JsonObject,
    part: DirectedPart,
  ): void {
    const { pairs, removed, added } = pairMembers(listOf(base[keyword]), listOf(head[keyword]));
    for (const { index, before, after } of pairs) {
      this.#compare(before, after, below(part, [keyword, index]));
    }
    const rule = `${part.direction}-${keyword === 'allOf' ? 'part' : 'union-member'}`;
    for (const { index, member } of removed) {
      this.#report({ ...below(part, [keyword, index]), rule: `${rule}-removed`, before: member });
    }
    for (const { index, member } of added) {
      this.#report({ ...below(part, [keyword, index]), rule: `${rule}-added`, after: member });
    }
  }
}

interface IndexedMember {
  readonly index: number;
  readonly member: Json;
}

/**
 * Pairs the members of two compositions, whose order has no meaning: first the equal ones. If the
 * same number remains on both sides, these are regarded as changed, in order.
 */
function pairMembers(base: readonly Json[], head: readonly Json[]) {
  const remaining = Map.groupBy(
    base.map((member, index): IndexedMember => ({ index, member })),
    ({ member }) => JSON.stringify(member),
  );
  const pairs: { index: number; before: Json; after: Json }[] = [];
  const added: IndexedMember[] = [];
  for (const [index, member] of head.entries()) {
    const equal = remaining.get(JSON.stringify(member))?.shift();
    if (equal) pairs.push({ index, before: equal.member, after: member });
    else added.push({ index, member });
  }
  const removed = [...remaining.values()].flat().sort((a, b) => a.index - b.index);
  if (removed.length !== added.length) return { pairs, removed, added };
  const changed = added.map(({ index, member }, position) => ({
    index,
    before: removed[position]?.member ?? null,
    after: member,
  }));
  return { pairs: [...pairs, ...changed], removed: [], added: [] };
}

/** The part of a subschema. */
function below(
  part: DirectedPart,
  segments: readonly (string | number)[],
  suffix = '',
): DirectedPart {
  const pointer = part.pointer + toPointer(segments);
  return suffix === ''
    ? { ...part, pointer }
    : { ...part, pointer, property: (part.property ?? '') + suffix };
}

function refOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref : undefined;
}

const MAX_HOPS = 100;

/** The schema that a chain of references leads to; an empty one if there is none. */
function resolved(document: JsonObject, schema: Json | undefined): JsonObject {
  let value = schema;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    const ref = refOf(value);
    if (ref === undefined) return asSchema(value);
    value = resolve(document, ref)?.value;
  }
  return {};
}

/** A boolean schema as an object: `true` accepts everything, `false` nothing. */
function asSchema(schema: Json | undefined): JsonObject {
  return schema === false ? { not: {} } : asObject(schema);
}

function ownKeywords(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([keyword]) =>
        !SUBSCHEMA_KEYWORDS.has(keyword) && !WORDING_KEYWORDS.has(keyword) && keyword !== '$ref',
    ),
  );
}

function typeAndFormat({ type, format }: JsonObject): Json | undefined {
  return format === undefined ? type : { type: type ?? null, format };
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
