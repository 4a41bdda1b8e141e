import type { EnumValue } from '../known-values.js';

/** The way from the whole value to a place in it: keys of objects and indexes of lists. */
export type Path = readonly (string | number)[];

/** An object has a key that its schema does not name. */
export interface UnknownKey {
  readonly kind: 'key';
  /** Ends in the key. */
  readonly path: Path;
  readonly value: unknown;
}

/** A code is none of those that its schema knows. */
export interface UnknownEnumValue {
  readonly kind: 'enum';
  readonly path: Path;
  readonly value: EnumValue;
  readonly known: readonly EnumValue[];
}

export type UnknownFinding = UnknownKey | UnknownEnumValue;

export const NOTHING: readonly UnknownFinding[] = [];
