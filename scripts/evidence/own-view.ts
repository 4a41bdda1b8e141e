import { isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';
import { kindOf } from './shape.ts';
import { type Placed, type Schemas, VALUE_KINDS, type ValueKind, type View } from './view.ts';

/** What a schema says by its own keywords, without references and compositions. */
export function ownView({ schema, pointer }: Placed): View {
  const { additionalProperties: additional, patternProperties, properties, required } = schema;
  return {
    kinds: kindsOf(schema),
    properties: new Map(
      entriesOf(properties).map(([name, value]) => [
        name,
        [placed(value, pointer, 'properties', name)],
      ]),
    ),
    required: new Map(namesIn(required).map((name) => [name, [`${pointer}/required`]])),
    patterns: entriesOf(patternProperties).map(([pattern, value]) => [
      pattern,
      placed(value, pointer, 'patternProperties', pattern),
    ]),
    additional: {
      schemas: schemaAt(additional, pointer, 'additionalProperties'),
      isClosed: additional === false,
    },
    items: schemaAt(schema.items, pointer, 'items'),
    discriminators: new Set(constantsIn(properties)),
    isFreeForm: typeof schema['x-free-form'] === 'string' && schema['x-free-form'].trim() !== '',
    pointers: [pointer],
  };
}

function placed(schema: JsonObject, pointer: string, ...segments: string[]): Placed {
  return { schema, pointer: pointer + toPointer(segments) };
}

function schemaAt(value: Json | undefined, pointer: string, key: string): Schemas {
  return isObject(value) ? [placed(value, pointer, key)] : [];
}

function entriesOf(value: Json | undefined): [string, JsonObject][] {
  return isObject(value)
    ? Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    : [];
}

function namesIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** Properties of certain values only: a member of a union is known by them. */
function constantsIn(properties: Json | undefined): string[] {
  return entriesOf(properties).flatMap(([name, { const: only, enum: values }]) =>
    only === undefined && values === undefined ? [] : [name],
  );
}

function kindsOf({ type, const: only, enum: values }: JsonObject): ReadonlySet<ValueKind> {
  const types = type === undefined ? VALUE_KINDS : ([type].flat() as ValueKind[]);
  const allowed = new Set(types.includes('number') ? [...types, 'integer' as const] : types);
  const given = only !== undefined ? [only] : Array.isArray(values) ? values : undefined;
  if (!given) return allowed;
  const kinds = new Set<ValueKind>(given.map(kindOf));
  return new Set([...allowed].filter((kind) => kinds.has(kind)));
}
