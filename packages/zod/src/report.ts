import type { z } from 'zod';
import { type EnumValue, knownValuesOf } from './known-values.js';
import { leastUnknown, unknownToBoth } from './report-readings.js';

/**
 * Reports what a validator accepts although its schema does not describe it: unknown properties and
 * unknown values of open enums. Values of unknown properties are not inspected. Values that do not
 * match the schema are not reported and do not throw.
 *
 * For a union, the option is used that accepts the value and has the fewest findings.
 *
 * @param value The received value, before or after parsing: the validators do not change it.
 * @param report Called for each finding, in the order of the value's keys.
 */
export function reportUnknown(
  schema: z.ZodType,
  value: unknown,
  report: (finding: UnknownFinding) => void,
): void {
  for (const finding of unknownIn(schema, { value, path: [], parents: [] })) report(finding);
}

interface Place {
  readonly value: unknown;
  readonly path: Path;
  /** The values that contain this one, to stop at cycles. */
  readonly parents: readonly unknown[];
}

type Definition = z.core.$ZodTypes['_zod']['def'];

/** The findings of a value, in the order of its properties. */
function unknownIn(schema: z.core.$ZodType, place: Place): readonly UnknownFinding[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'lazy':
      return unknownIn((schema as z.core.$ZodLazy)._zod.innerType, place);
    case 'optional':
    case 'nonoptional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return unknownIn(def.innerType, place);
    case 'pipe':
      return unknownIn(def.in, place);
    case 'union':
      return leastUnknown(
        def.options
          .filter((option) => accepts(option, place.value))
          .map((option) => unknownIn(option, place)),
      );
    case 'intersection':
      return unknownToBoth(unknownIn(def.left, place), unknownIn(def.right, place));
    case 'string':
    case 'number':
      return unknownCode(def, place);
    default:
      return unknownInParts(def, place);
  }
}

function accepts(option: z.core.$ZodType, value: unknown): boolean {
  try {
    return (option as z.ZodType).safeParse(value).success;
  } catch {
    // The schema has an asynchronous check, or a check that throws.
    return false;
  }
}

function unknownCode(def: Definition, { value, path }: Place): readonly UnknownFinding[] {
  const known = knownValuesOf(def);
  if (known === undefined || typeof value !== def.type) return NOTHING;
  const code = value as string | number;
  return known.includes(code) ? NOTHING : [{ kind: 'enum', path, value: code, known }];
}

function unknownInParts(def: Definition, place: Place): readonly UnknownFinding[] {
  if (place.parents.includes(place.value)) return NOTHING;
  const parents = [...place.parents, place.value];
  return partsOf(def, place.value).flatMap(({ key, value, schema }) => {
    const path = [...place.path, key];
    return schema ? unknownIn(schema, { value, path, parents }) : [{ kind: 'key', path, value }];
  });
}

interface Part {
  readonly key: string | number;
  readonly value: unknown;
  /** `undefined` for a property that the schema does not describe. */
  readonly schema: z.core.$ZodType | undefined;
}

const NO_PARTS: readonly Part[] = [];

/** The properties or items of a value with their schemas; empty if the value has another type. */
function partsOf(def: z.core.$ZodTypes['_zod']['def'], value: unknown): readonly Part[] {
  switch (def.type) {
    case 'object':
      return entriesOf(value, (key) => propertyOf(def, key));
    case 'record':
      return entriesOf(value, (key) => (isKeyOf(def, key) ? def.valueType : undefined));
    case 'array':
      return itemsOf(value, () => def.element);
    case 'tuple':
      return itemsOf(value, (index) => def.items[index] ?? def.rest ?? undefined).filter(
        ({ schema }) => schema,
      );
    default:
      return NO_PARTS;
  }
}

function propertyOf({ shape, catchall }: z.core.$ZodObjectDef, key: string) {
  return Object.hasOwn(shape, key) ? shape[key] : typed(catchall);
}

/** A loose record does not describe keys that do not match its key type. */
function isKeyOf({ keyType, mode }: z.core.$ZodRecordDef, key: string): boolean {
  return mode !== 'loose' || (keyType as z.ZodType).safeParse(key).success;
}

/** A catchall with a type describes further properties; others only accept them. */
function typed(catchall: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const type = catchall?._zod.def.type;
  return type === 'unknown' || type === 'any' || type === 'never' ? undefined : catchall;
}

function entriesOf(value: unknown, schemaOf: (key: string) => Part['schema']): readonly Part[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return NO_PARTS;
  return Object.entries(value).map(([key, child]) => ({
    key,
    value: child,
    schema: schemaOf(key),
  }));
}

function itemsOf(value: unknown, schemaOf: (index: number) => Part['schema']): readonly Part[] {
  if (!Array.isArray(value)) return NO_PARTS;
  return value.map((item, key) => ({ key, value: item, schema: schemaOf(key) }));
}

/** Property names and array indexes from the root to a value. */
export type Path = readonly (string | number)[];

/** An object has a property that its schema does not describe. */
export interface UnknownKey {
  readonly kind: 'key';
  /** Ends with the name of the property. */
  readonly path: Path;
  readonly value: unknown;
}

/** A value is not one of the known values of its enum. */
export interface UnknownEnumValue {
  readonly kind: 'enum';
  readonly path: Path;
  readonly value: EnumValue;
  readonly known: readonly EnumValue[];
}

export type UnknownFinding = UnknownKey | UnknownEnumValue;

export const NOTHING: readonly UnknownFinding[] = [];
