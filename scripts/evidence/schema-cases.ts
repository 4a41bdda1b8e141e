import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { patternProperties, resolved } from '../openapi/parts.ts';
import { resolve } from '../openapi/reference.ts';
import { HIDDEN_ID, HIDDEN_NAME, isHiddenName, shownName } from './place.ts';
import { jsonKindOf, RECORDED_KINDS, type ValueKind } from './recording.ts';

/** A schema and its position. */
export interface PlacedSchema {
  readonly schema: JsonObject;
  /** RFC 6901 pointer into the contract. */
  readonly pointer: string;
}

/** Schemas that all apply to the same value; most often there is one. */
export type SchemaSet = readonly PlacedSchema[];

/** One way to satisfy a schema: references are resolved, and of each union one member is chosen. */
export interface SchemaCase {
  /** The kinds of values that are accepted. */
  readonly kinds: ReadonlySet<ValueKind>;
  /** What each of the schemas that apply says about the properties of an object. */
  readonly objects: readonly ObjectKeywords[];
  /** The required properties, with pointers to the lists that contain them. */
  readonly required: ReadonlyMap<string, readonly string[]>;
  readonly items: SchemaSet;
  readonly minItems: number;
  readonly maxItems: number;
  /** Properties that distinguish this member of a union from the others. */
  readonly discriminators: ReadonlySet<string>;
  /** Whether the contract gives a reason for not describing the content. */
  readonly isFreeForm: boolean;
  /** Pointers to the schemas that apply, the innermost first. */
  readonly pointers: readonly string[];
}

/** The keywords of one schema for properties: `additionalProperties` depends on the other two. */
interface ObjectKeywords {
  readonly properties: ReadonlyMap<string, PlacedSchema>;
  readonly patterns: readonly (readonly [pattern: string, placed: PlacedSchema])[];
  readonly additional: PlacedSchema | undefined;
}

export const VALUE_KINDS: readonly ValueKind[] = RECORDED_KINDS.filter((kind) => kind !== 'absent');

/** Resolves the unions, compositions and references of one contract. */
export class SchemaCases {
  readonly #contract: JsonObject;
  readonly #known = new Map<string, readonly SchemaCase[]>();

  constructor(contract: JsonObject) {
    this.#contract = contract;
  }

  /** The ways to satisfy all schemas of a set. */
  of(schemas: SchemaSet): readonly SchemaCase[] {
    return schemas.map((placed) => this.#casesOf(placed, [])).reduce(combinations, [ANYTHING]);
  }

  /** `path` contains the schemas that are being resolved: a cycle back to one adds nothing. */
  #casesOf(placed: PlacedSchema, path: readonly string[]): readonly SchemaCase[] {
    const { pointer } = placed;
    if (isFalse(placed)) return [];
    if (path.includes(pointer)) return [ANYTHING];
    const known = this.#known.get(pointer);
    if (known) return known;
    const below = [...path, pointer];
    const own = ownCase(placed, resolved(this.#contract, placed.schema.not));
    const cases = this.#parts(placed)
      .map((alternatives) => alternatives.flatMap((part) => this.#casesOf(part, below)))
      .reduce(combinations, [own]);
    if (path.length === 0) this.#known.set(pointer, cases);
    return cases;
  }

  /** What a schema is composed of: a list of alternatives for each part. */
  #parts({ schema, pointer }: PlacedSchema): PlacedSchema[][] {
    const parts = membersOf(schema, 'allOf', pointer).map((part) => [part]);
    for (const keyword of ['oneOf', 'anyOf']) {
      if (Array.isArray(schema[keyword])) parts.push(membersOf(schema, keyword, pointer));
    }
    const target =
      typeof schema.$ref === 'string' ? resolve(this.#contract, schema.$ref) : undefined;
    if (target) parts.push(placedAt(target.value, target.pointer));
    return parts;
  }
}

function membersOf(schema: JsonObject, keyword: string, pointer: string): PlacedSchema[] {
  const members = Array.isArray(schema[keyword]) ? schema[keyword] : [];
  return members.flatMap((member, index) => placedAt(member, `${pointer}/${keyword}/${index}`));
}

/** The schema `false`, which no value satisfies, is written as an object here. */
function placedAt(value: Json | undefined, pointer: string): PlacedSchema[] {
  if (typeof value === 'boolean') return [{ schema: value ? {} : { not: {} }, pointer }];
  return isObject(value) ? [{ schema: value, pointer }] : [];
}

function isFalse({ schema: { not } }: PlacedSchema): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}

/** What a schema says by itself, without references and compositions. */
function ownCase({ schema, pointer }: PlacedSchema, not?: JsonObject): SchemaCase {
  const { discriminator, maxItems, minItems, required } = schema;
  const properties = placedIn(schema, 'properties', pointer);
  const patterns = placedIn(schema, 'patternProperties', pointer);
  const { additionalProperties: additional } = schema;
  // `true` describes nothing.
  const [rest] = additional === true ? [] : placedAt(additional, `${pointer}/additionalProperties`);
  const hasObjectKeywords = properties.length + patterns.length > 0 || rest !== undefined;
  const constants = properties.filter(
    ([, { schema: property }]) => property.const !== undefined || property.enum !== undefined,
  );
  const name = isObject(discriminator) ? discriminator.propertyName : undefined;
  return {
    kinds: kindsOf(schema, not),
    objects: hasObjectKeywords
      ? [{ properties: new Map(properties), patterns, additional: rest }]
      : [],
    required: new Map(
      (Array.isArray(required) ? required : []).map((one) => [
        String(one),
        [`${pointer}/required`],
      ]),
    ),
    items: schema.items === true ? [] : placedAt(schema.items, `${pointer}/items`),
    minItems: typeof minItems === 'number' ? minItems : 0,
    maxItems: typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY,
    discriminators: new Set([
      ...constants.map(([constant]) => constant),
      ...(typeof name === 'string' ? [name] : []),
    ]),
    isFreeForm: typeof schema['x-free-form'] === 'string' && schema['x-free-form'].trim() !== '',
    pointers: [pointer],
  };
}

const ANYTHING: SchemaCase = { ...ownCase({ schema: {}, pointer: '' }), pointers: [] };

function placedIn(
  schema: JsonObject,
  keyword: string,
  pointer: string,
): [name: string, placed: PlacedSchema][] {
  const named = schema[keyword];
  if (!isObject(named)) return [];
  return Object.entries(named).flatMap(([name, value]) =>
    placedAt(value, pointer + toPointer([keyword, name])).map((placed): [string, PlacedSchema] => [
      name,
      placed,
    ]),
  );
}

function kindsOf(schema: JsonObject, not?: JsonObject): ReadonlySet<ValueKind> {
  const kinds = new Set(VALUE_KINDS.filter((kind) => isOfType(kind, schema)));
  const values = valuesIn(schema);
  const excluded = (not ? valuesIn(not) : undefined) ?? [];
  const excludes = (value: Json) =>
    excluded.includes(value) && isOfType(jsonKindOf(value), not ?? {});
  const listed = values && new Set(values.filter((value) => !excludes(value)).map(jsonKindOf));
  // Only null and the booleans are so few that a list of values can exclude the kind.
  if (excludes(null)) kinds.delete('null');
  if (excludes(true) && excludes(false)) kinds.delete('boolean');
  return listed ? new Set([...kinds].filter((kind) => listed.has(kind))) : kinds;
}

function isOfType(kind: ValueKind, { type }: JsonObject): boolean {
  if (type === undefined) return true;
  const types = [type].flat();
  return types.includes(kind) || (kind === 'integer' && types.includes('number'));
}

function valuesIn({ const: only, enum: values }: JsonObject): Json[] | undefined {
  if (only !== undefined) return [only];
  return Array.isArray(values) ? values : undefined;
}

function combinations(
  some: readonly SchemaCase[],
  others: readonly SchemaCase[],
): readonly SchemaCase[] {
  return some.flatMap((one) => others.flatMap((other) => intersection(one, other) ?? []));
}

/** Both cases at once; `undefined` if no value satisfies both. */
function intersection(one: SchemaCase, other: SchemaCase): SchemaCase | undefined {
  const kinds = new Set([...one.kinds].filter((kind) => other.kinds.has(kind)));
  if (kinds.size === 0) return undefined;
  const required = new Map(one.required);
  for (const [name, pointers] of other.required) {
    required.set(name, [...(required.get(name) ?? []), ...pointers]);
  }
  return {
    kinds,
    objects: [...one.objects, ...other.objects],
    required,
    items: [...one.items, ...other.items],
    minItems: Math.max(one.minItems, other.minItems),
    maxItems: Math.min(one.maxItems, other.maxItems),
    discriminators: new Set([...one.discriminators, ...other.discriminators]),
    isFreeForm: one.isFreeForm || other.isFreeForm,
    pointers: [...other.pointers, ...one.pointers],
  };
}

/** What one case says about a step from a value into it. */
export interface CaseStep {
  /** The schemas that may apply to the value there. */
  readonly alternatives: readonly SchemaSet[];
  /** Whether the value must not exist. */
  readonly isForbidden: boolean;
  /** Whether the contract leaves the value undescribed on purpose. */
  readonly isFreeForm: boolean;
}

/** What one case says about a property, by its name as places show it, or about items (`[]`). */
export function stepInto(one: SchemaCase, step: string): CaseStep {
  const sets = step === '[]' ? [one.items] : propertySets(one, step);
  const allowed = sets.filter((set) => !set.some(isFalse));
  const alternatives = allowed.filter((set) => set.length > 0);
  return {
    alternatives,
    isForbidden: allowed.length === 0,
    isFreeForm: alternatives.length === 0 && allowed.length > 0 && one.isFreeForm,
  };
}

/** The schemas that `properties` declares for a name. */
export function declarationsOf(one: SchemaCase, name: string): SchemaSet {
  return one.objects.flatMap(({ properties }) => properties.get(name) ?? []);
}

/** The steps that a case describes. */
export function stepsOf({ items, objects }: SchemaCase): string[] {
  const steps = objects.flatMap(({ additional, patterns, properties }) => [
    ...properties.keys(),
    ...patterns.map(([pattern]) => (isIdPattern(pattern) ? HIDDEN_ID : HIDDEN_NAME)),
    ...(additional ? [HIDDEN_NAME] : []),
  ]);
  return [...new Set([...steps, ...(items.length > 0 ? ['[]'] : [])])];
}

/** The combinations of schemas that may apply to a property; every object keyword takes part. */
function propertySets({ objects }: SchemaCase, name: string): SchemaSet[] {
  const choices = objects.map((one) =>
    isHiddenName(name) ? hiddenSets(one, name) : [setOf(one, name)],
  );
  return choices.reduce<SchemaSet[]>(
    (sets, options) => sets.flatMap((set) => options.map((option) => [...set, ...option])),
    [[]],
  );
}

function setOf({ additional, patterns, properties }: ObjectKeywords, name: string): SchemaSet {
  const own = properties.get(name);
  const set = [...(own ? [own] : []), ...matching(patterns, name)];
  return set.length > 0 || !additional ? set : [additional];
}

/** A hidden name stands for many names, so the schemas of each of them may apply. */
function hiddenSets(
  { additional, patterns, properties }: ObjectKeywords,
  name: string,
): SchemaSet[] {
  const declared = [...properties].filter(([known]) => shownName(known) === name);
  const matched =
    name === HIDDEN_ID
      ? [matching(patterns, 'id_1')].filter((set) => set.length > 0)
      : patterns.filter(([pattern]) => isHiddenPattern(pattern)).map(([, placed]) => [placed]);
  const isComplete = name === HIDDEN_ID && matched.length > 0;
  const sets = [
    ...declared.map(([, placed]) => [placed]),
    ...matched,
    ...(additional && !isComplete ? [[additional]] : []),
  ];
  return sets.length > 0 ? sets : [[]];
}

function matching(patterns: ObjectKeywords['patterns'], name: string): PlacedSchema[] {
  return patterns
    .filter(([pattern]) => new RegExp(pattern, 'u').test(name))
    .map(([, placed]) => placed);
}

/** Whether a pattern matches names that places show as `id_{n}`, and only those. */
function isIdPattern(pattern: string): boolean {
  return prefixOf(pattern) === 'id_';
}

/** Whether a pattern matches names that places show as `*`. */
function isHiddenPattern(pattern: string): boolean {
  const prefix = prefixOf(pattern);
  if (prefix !== undefined) return prefix !== 'id_';
  return HIDDEN_NAMES.some((name) => new RegExp(pattern, 'u').test(name));
}

/** Whether recordings show which names match a pattern, although they hide names that may be data. */
export function isCheckablePattern(pattern: string): boolean {
  return isIdPattern(pattern) || isHiddenPattern(pattern);
}

/** Samples of the names that are hidden. */
const HIDDEN_NAMES = [
  'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  '12345',
  'me@example.com',
  '2026-11-30',
  'Title',
  'Имя',
];

function prefixOf(pattern: string): string | undefined {
  return patternProperties({ patternProperties: { [pattern]: {} } })[0]?.prefix;
}
