import fc from 'fast-check';

type Container = Record<string, unknown>;

/** Changes a container at one of its keys. */
export type Change = (container: Container, key: string) => void;

const remove: Change = (container, key) => {
  if (Array.isArray(container)) container.length = Number(key);
  else delete container[key];
};

/** Also works for getters and a key `__proto__`. */
const define = (container: Container, key: string, descriptor: PropertyDescriptor) =>
  Object.defineProperty(container, key, { ...descriptor, configurable: true, enumerable: true });

const put =
  (make: () => unknown): Change =>
  (container, key) => {
    define(container, key, { value: make(), writable: true });
  };

const JSON_VALUES = [null, true, 0, 1.5, 2 ** 53, -Infinity, 'text', [], [null], {}, { id: 1 }];

/** Changes whose result is a value that `JSON.parse` can return, including infinite numbers. */
export const jsonChanges: readonly Change[] = [
  remove,
  ...JSON_VALUES.map((value) => put(() => structuredClone(value))),
  (container) => {
    if (!Array.isArray(container)) put(() => ({ of: [null] }))(container, 'one more');
  },
];

class Instance {
  readonly id = 1;
}

/** Changes whose result is not JSON, or unusual JSON. */
export const oddChanges: readonly Change[] = [
  put(() => undefined),
  put(() => new Date(0)),
  put(() => new Map()),
  put(() => new Instance()),
  put(() => Object.create(null)),
  (container, key) => {
    delete container[key];
  },
  (container) => {
    if (!Array.isArray(container)) put(() => ({}))(container, '__proto__');
  },
  (container, key) => {
    const { [key]: value } = container;
    define(container, key, { get: () => value });
  },
  (container, key) => {
    const { [key]: value } = container;
    if (typeof value === 'object' && value !== null)
      put(() => Object.create(value))(container, key);
  },
];

/** A value, or a copy of it with one or two changes at any path. */
export function withChanges(
  value: fc.Arbitrary<unknown>,
  changes: readonly Change[],
): fc.Arbitrary<unknown> {
  const change = fc.record({ place: fc.nat(), apply: fc.constantFrom(...changes) });
  return fc.tuple(value, fc.array(change, { maxLength: 2 })).map(([original, made]) => {
    const root = { value: structuredClone(original) };
    for (const { place, apply } of made) {
      const places = [...placesIn(root)];
      const [container, key] = places[place % places.length] ?? [root, 'value'];
      apply(container, key);
    }
    return root.value;
  });
}

function* placesIn(container: Container): Generator<readonly [Container, string]> {
  for (const [key, value] of Object.entries(container)) {
    yield [container, key];
    if (typeof value === 'object' && value !== null) yield* placesIn(value as Container);
  }
}
