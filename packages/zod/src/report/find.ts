import type { z } from 'zod';
import { knownValuesOf } from '../known-values.js';
import { leastUnknown, unknownToBoth } from './combine.js';
import { NOTHING, type Path, type UnknownFinding } from './finding.js';
import { partsOf } from './part.js';

interface Place {
  readonly value: unknown;
  readonly path: Path;
  /** The values on the way here, so that one that contains itself is left after the first round. */
  readonly parents: readonly unknown[];
}

type Definition = z.core.$ZodTypes['_zod']['def'];

/** What a schema does not know of a value, in the order of the value's own keys. */
export function unknownIn(schema: z.core.$ZodType, place: Place): readonly UnknownFinding[] {
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
    // It cannot say: a check of it is asynchronous, or fails itself.
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
