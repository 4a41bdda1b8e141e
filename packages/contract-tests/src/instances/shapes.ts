import { HIDDEN_NAME, isHiddenName, type Recording } from '@kaiten-sdk/scripts/evidence/index.ts';
import fc from 'fast-check';

type Places = Recording['places'];

interface Node {
  /** Kinds that were seen there; none for a place of which only parts were recorded. */
  readonly kinds: readonly string[];
  readonly isSometimesAbsent: boolean;
  readonly properties: ReadonlyMap<string, Node>;
  readonly items: Node | undefined;
}

/**
 * Values of the shape of a recorded response: every place holds a kind that was seen there, and
 * lacks a property only if one was seen to lack it.
 */
export function valuesOfShape(places: Places): fc.Arbitrary<unknown> {
  return valuesOf(nodeAt(places, '$'));
}

function nodeAt(places: Places, place: string): Node {
  const { absent = 0, ...seen } = places[place] ?? {};
  const below = Object.keys(places).filter((name) => name.startsWith(`${place}.`));
  const names = below.map((name) => /^[^.[]+/.exec(name.slice(place.length + 1))?.[0] ?? '');
  const hasItems = Object.keys(places).some((name) => name.startsWith(`${place}[]`));
  return {
    kinds: Object.keys(seen).length > 0 ? Object.keys(seen) : [hasItems ? 'array' : 'object'],
    isSometimesAbsent: absent > 0,
    properties: new Map(
      [...new Set(names)].map((name) => [name, nodeAt(places, `${place}.${name}`)]),
    ),
    items: hasItems ? nodeAt(places, `${place}[]`) : undefined,
  };
}

function valuesOf(node: Node): fc.Arbitrary<unknown> {
  return fc.oneof(...node.kinds.map((kind) => valuesOfKind(kind, node)));
}

function valuesOfKind(kind: string, node: Node): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer();
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'string':
      return fc.string({ maxLength: 12 });
    case 'array':
      return node.items ? fc.array(valuesOf(node.items), { maxLength: 3 }) : fc.constant([]);
    default:
      return objectsOf(node);
  }
}

function objectsOf({ properties }: Node): fc.Arbitrary<object> {
  const entries = [...properties];
  return fc.record(
    Object.fromEntries(entries.map(([name, node]) => [keyOf(name), valuesOf(node)])),
    {
      requiredKeys: entries
        .filter(([name, node]) => !node.isSometimesAbsent && !isHiddenName(name))
        .map(([name]) => keyOf(name)),
      noNullPrototype: true,
    },
  );
}

/** A key that a hidden name may stand for. */
function keyOf(name: string): string {
  return name === HIDDEN_NAME ? 'anything' : name.replace('{n}', '17');
}
