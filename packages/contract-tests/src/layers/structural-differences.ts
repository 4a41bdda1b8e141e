import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, shortValue, toPointer } from '@kaiten-sdk/scripts/openapi/index.ts';

/** A place where two documents have not the same value. */
interface Difference {
  /** RFC 6901 pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** Where a document is not the one that it should be, whatever the order of its keys. */
export function structuralDifferences(
  expected: Json | undefined,
  found: Json | undefined,
  path: readonly (string | number)[] = [],
): Difference[] {
  if (isObject(expected) && isObject(found)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...keys].flatMap((key) =>
      structuralDifferences(own(expected, key), own(found, key), [...path, key]),
    );
  }
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((item, index) =>
      structuralDifferences(item, found[index], [...path, index]),
    );
  }
  if (isDeepStrictEqual(expected, found)) return [];
  const message = `is ${told(found)}, the overlays give ${told(expected)}`;
  return [{ pointer: toPointer(path), message }];
}

function own(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function told(value: Json | undefined): string {
  return Array.isArray(value) ? `a list of ${value.length}` : shortValue(value);
}
