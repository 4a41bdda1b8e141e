import {
  absencesAt,
  countsAt,
  HIDDEN_ID,
  itemsPlace,
  presencesIn,
  propertyPlace,
  type Recording,
  stepOf,
} from '@kaiten-sdk/scripts/evidence/index.ts';
import {
  alternativesOf,
  isTypeAllowed,
  type Placed,
  type Resolver,
  type Schema,
  schemaTypesOf,
  type TypeName,
  typeOf,
} from '../contract/schema.ts';
import { type ObjectShape, propertySchemaOf, Walker } from '../contract/walk.ts';
import type { Tally } from './probe.ts';

type Places = Recording['places'];

/** A place of a recording beside all that the contract may say of it. */
interface Spot {
  readonly operationId: string;
  readonly places: Places;
  readonly place: string;
  /** Several if a union is above. */
  readonly uses: readonly Placed[];
}

/** An alternative for an object, with what it declares. */
interface Declared {
  readonly placed: Placed;
  readonly shape: ObjectShape;
}

/**
 * Compares the shapes of responses with the contract. Values are not known, so which alternative of a
 * union was there is not either: what one of them allows is allowed, and a property is missing only if
 * all of them require it.
 */
export class ShapeProbe {
  readonly #resolver: Resolver;
  readonly #walker: Walker;
  readonly #tally: Tally;

  constructor(resolver: Resolver, tally: Tally) {
    this.#resolver = resolver;
    this.#walker = new Walker(resolver);
    this.#tally = tally;
  }

  look({ operationId, places }: Recording, use: Placed): void {
    this.#lookAt({ operationId, places, place: '$', uses: [use] });
  }

  #lookAt(spot: Spot): void {
    const { absent: _, ...counts } = countsAt(spot.places, spot.place);
    const types = Object.keys(counts) as TypeName[];
    const leaves = spot.uses.flatMap((use) => this.#leavesOf(use));
    this.#meet(spot, leaves, presencesIn(counts));
    for (const type of types) this.#lookAtType(spot, leaves, type, counts[type] ?? 0);
    if (types.includes('array')) this.#lookAtItems(spot, leaves);
    if (types.includes('object')) this.#lookAtObjects(spot, leaves);
  }

  #meet({ uses }: Spot, leaves: readonly Placed[], times: number): void {
    const pointers = [...uses, ...leaves].map(({ pointer }) => pointer);
    for (const pointer of new Set(pointers)) this.#tally.met(pointer, times);
  }

  #lookAtType(
    { operationId, uses }: Spot,
    leaves: readonly Placed[],
    type: TypeName,
    times: number,
  ) {
    const [use] = uses;
    if (!use || leaves.some(({ schema }) => mayBe(schema, type))) return;
    const kind = type === 'null' ? 'null' : 'type';
    this.#tally.note({ kind, pointer: use.pointer, operationId, type, times });
  }

  #lookAtItems(spot: Spot, leaves: readonly Placed[]): void {
    const place = itemsPlace(spot.place);
    const uses = leaves.flatMap(({ pointer, schema }) =>
      schema.items ? [{ schema: schema.items, pointer: `${pointer}/items` }] : [],
    );
    if (spot.places[place] && uses.length > 0) this.#lookAt({ ...spot, place, uses });
  }

  #lookAtObjects(spot: Spot, leaves: readonly Placed[]): void {
    const objects = leaves.filter(({ schema }) => mayBe(schema, 'object'));
    const declared = objects.flatMap((placed): Declared[] => {
      const shape = this.#walker.shapeOf(placed);
      return shape ? [{ placed, shape }] : [];
    });
    // One alternative that is open takes any object.
    const [first] = declared;
    if (!first || declared.length < objects.length) return;
    this.#lookForRequired(spot, first, declared);
    for (const { name, place } of propertiesAt(spot)) {
      const uses = declared.flatMap(({ shape }) => usesOf(shape, name));
      if (uses.length > 0) this.#lookAt({ ...spot, place, uses });
      else if (declared.every(({ shape }) => shape.entries === false)) {
        this.#noteUnknown(spot, first, name, place);
      }
    }
  }

  #lookForRequired(
    { operationId, place, places }: Spot,
    first: Declared,
    all: readonly Declared[],
  ) {
    for (const { name, pointer } of first.shape.required) {
      const times = absencesAt(places, propertyPlace(place, name));
      const isRequired = all.every(({ shape }) => shape.required.some((one) => one.name === name));
      if (times === 0 || !isRequired) continue;
      this.#tally.note({ kind: 'missing-required', pointer, operationId, field: name, times });
      this.#tally.countAlike(pointer, first.placed.pointer);
    }
  }

  #noteUnknown({ operationId, places }: Spot, { placed }: Declared, field: string, place: string) {
    const { absent: _, ...counts } = places[place] ?? {};
    for (const [type, times] of Object.entries(counts)) {
      const { pointer } = placed;
      const found = { field, type: type as TypeName, times };
      this.#tally.note({ kind: 'unknown-field', pointer, operationId, ...found });
    }
  }

  /** What a use can be in the end: references followed, unions taken apart. */
  #leavesOf(use: Placed): Placed[] {
    const { pointer, schema } = this.#resolver.follow(use);
    const alternatives = alternativesOf(schema);
    if (alternatives.length === 0) return [{ pointer, schema }];
    const keyword = schema.anyOf ? 'anyOf' : 'oneOf';
    return alternatives.flatMap((alternative, index) =>
      this.#leavesOf({ schema: alternative, pointer: `${pointer}/${keyword}/${index}` }),
    );
  }
}

function mayBe(
  { allOf, const: only, enum: known, type, ...rest }: Schema,
  kind: TypeName,
): boolean {
  if (only !== undefined) return typeOf(only) === kind;
  if (allOf) return kind === 'object';
  if (type !== undefined || known === undefined) {
    return isTypeAllowed(schemaTypesOf({ type, ...rest } as Schema), kind);
  }
  return known.some((value) => typeOf(value) === kind);
}

/** The properties that were seen in the objects of a place. */
function propertiesAt({
  place,
  places,
}: Spot): { readonly name: string; readonly place: string }[] {
  return Object.keys(places).flatMap((path) => {
    const last = stepOf(path);
    return last && last.parent === place && last.step !== '[]'
      ? [{ name: last.step, place: path }]
      : [];
  });
}

function usesOf(shape: ObjectShape, name: string): Placed[] {
  const use = propertySchemaOf(shape, name === HIDDEN_ID ? 'id_1' : name) ?? shape.entries;
  return typeof use === 'object' ? [use] : [];
}
