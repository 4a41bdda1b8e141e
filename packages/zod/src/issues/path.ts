/** `body.cards[0].title`, as a program would write it. */
export function formatPath(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((above, key) => {
    if (typeof key === 'number') return `${above}[${key}]`;
    if (typeof key === 'symbol') return `${above}[${String(key)}]`;
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) return `${above}[${JSON.stringify(key)}]`;
    return above === '' ? key : `${above}.${key}`;
  }, root);
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (parent, key) =>
      Object.hasOwn(Object(parent), key) ? Reflect.get(Object(parent), key) : undefined,
    value,
  );
}
