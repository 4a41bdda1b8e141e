import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { resolve } from '../openapi/reference.ts';
import { ownView } from './own-view.ts';
import { intersection, type Placed, type Schemas, type View } from './view.ts';

/** Takes the unions, compositions and references of one contract apart. */
export class Views {
  readonly #contract: JsonObject;
  readonly #known = new Map<string, readonly View[]>();

  constructor(contract: JsonObject) {
    this.#contract = contract;
  }

  /** The ways in which a value can be what all of some schemas say. */
  of(schemas: Schemas): readonly View[] {
    return schemas.map((placed) => this.#viewsOf(placed, [])).reduce(combinations, [ANYTHING]);
  }

  /** `way` are the schemas that are being taken apart: one that is among them says nothing new. */
  #viewsOf(placed: Placed, way: readonly string[]): readonly View[] {
    const { pointer } = placed;
    if (way.includes(pointer)) return [ANYTHING];
    const known = this.#known.get(pointer);
    if (known) return known;
    const below = [...way, pointer];
    const views = this.#parts(placed)
      .map((alternatives) => alternatives.flatMap((part) => this.#viewsOf(part, below)))
      .reduce(combinations, [withDiscriminator(ownView(placed), placed.schema)]);
    if (way.length === 0) this.#known.set(pointer, views);
    return views;
  }

  /** What a schema composes: each part is a list of alternatives. */
  #parts({ schema, pointer }: Placed): Placed[][] {
    const parts = listAt(schema.allOf, `${pointer}/allOf`).map((part) => [part]);
    for (const key of ['oneOf', 'anyOf'] as const) {
      const members = listAt(schema[key], `${pointer}/${key}`);
      if (members.length > 0) parts.push(members);
    }
    const target =
      typeof schema.$ref === 'string' ? resolve(this.#contract, schema.$ref) : undefined;
    if (target && isObject(target.value)) {
      parts.push([{ schema: target.value, pointer: target.pointer }]);
    }
    return parts;
  }
}

const ANYTHING: View = { ...ownView({ schema: {}, pointer: '' }), pointers: [] };

function combinations(some: readonly View[], others: readonly View[]): readonly View[] {
  return some.flatMap((one) => others.flatMap((other) => intersection(one, other) ?? []));
}

function listAt(value: Json | undefined, pointer: string): Placed[] {
  return (Array.isArray(value) ? value : []).flatMap((schema, index) =>
    isObject(schema) ? [{ schema, pointer: `${pointer}/${index}` }] : [],
  );
}

function withDiscriminator(view: View, { discriminator }: JsonObject): View {
  const name = isObject(discriminator) ? discriminator.propertyName : undefined;
  if (typeof name !== 'string') return view;
  return { ...view, discriminators: new Set([...view.discriminators, name]) };
}
