import fc from 'fast-check';

/** What an object is made of. */
export interface ObjectParts {
  readonly properties: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  readonly required: readonly string[];
  /** Names of which one has to be there; none where that does not matter. */
  readonly atLeastOneOf: readonly string[];
  /** Names that entries must not have, generated or not. */
  readonly declared: ReadonlySet<string>;
  /** Keys beyond the declared ones. */
  readonly entries: Entries | undefined;
}

interface Entries {
  readonly names: fc.Arbitrary<string> | undefined;
  readonly values: fc.Arbitrary<unknown>;
}

/** Objects with these keys. */
export function objects(parts: ObjectParts): fc.Arbitrary<object> {
  const { atLeastOneOf, entries } = parts;
  const known =
    atLeastOneOf.length === 0
      ? record(parts, [])
      : fc.oneof(...atLeastOneOf.map((name) => record(parts, [name])));
  if (!entries) return known;
  return fc
    .tuple(dictionary(entries, parts.declared), known)
    .map(([more, object]) => ({ ...more, ...object }));
}

/** JSON of any kind, small. */
export function anything(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, 'text', [], {}),
    fc.dictionary(names(), fc.integer(), { maxKeys: 2, noNullPrototype: true }),
  );
}

function record(
  { properties, required }: ObjectParts,
  more: readonly string[],
): fc.Arbitrary<object> {
  const requiredKeys = [...required, ...more].filter((name) => Object.hasOwn(properties, name));
  return fc.record({ ...properties }, { requiredKeys, noNullPrototype: true });
}

function dictionary(entries: Entries, declared: ReadonlySet<string>): fc.Arbitrary<object> {
  const free = (entries.names ?? names()).filter((name) => !declared.has(name));
  return fc.dictionary(free, entries.values, { maxKeys: 2, noNullPrototype: true });
}

function names(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
}
