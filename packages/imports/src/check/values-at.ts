export interface Found {
  /** Where it is, such as `items[2].id`. */
  readonly field: string;
  readonly value: unknown;
}

/** What a record has at a place such as `checklists[].items[].checked_by`; nothing where it ends. */
export function valuesAt(record: unknown, place: string): Found[] {
  let found: Found[] = [{ field: '', value: record }];
  for (const step of place.split('.')) {
    const name = step.replace('[]', '');
    found = found.flatMap(({ field, value }) =>
      child(value, name, field ? `${field}.${name}` : name),
    );
    if (step.endsWith('[]')) found = found.flatMap(entriesOf);
  }
  return found;
}

function child(value: unknown, name: string, field: string): Found[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return [{ field, value: (value as Record<string, unknown>)[name] }];
}

function entriesOf({ field, value }: Found): Found[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry, index) => ({ field: `${field}[${index}]`, value: entry }));
}
