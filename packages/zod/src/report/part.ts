import type { z } from 'zod';

export interface Part {
  readonly key: string | number;
  readonly value: unknown;
  /** Not there for a key that the schema of the whole does not name. */
  readonly schema: z.core.$ZodType | undefined;
}

const NO_PARTS: readonly Part[] = [];

/** What an object or a list is made of, each with its schema; of what does not fit, nothing. */
export function partsOf(def: z.core.$ZodTypes['_zod']['def'], value: unknown): readonly Part[] {
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

/** A loose record says nothing of keys that do not fit its key type. */
function isKeyOf({ keyType, mode }: z.core.$ZodRecordDef, key: string): boolean {
  return mode !== 'loose' || (keyType as z.ZodType).safeParse(key).success;
}

/** A catchall that says what further keys hold: then they are entries. Others only let them pass. */
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
