import type { ImportEntity } from './entities.js';

/** A parsed JSON file of an import. */
export interface ImportFileContent {
  /** Path relative to the import folder. Problems contain it. */
  readonly file: string;
  /** `undefined` if the file could not be read; references to its records are not checked then. */
  readonly content: unknown;
}

/** The files of an import by entity. An entity can have several files. */
export type ImportContent = {
  readonly [Entity in ImportEntity]?: ImportFileContent | readonly ImportFileContent[];
};

/** The files of one entity. */
export function filesOf(content: ImportContent, entity: ImportEntity): ImportFileContent[] {
  return [content[entity] ?? []].flat();
}

/** One problem of an import. */
export interface ImportProblem {
  /** Path of the file, relative to the import folder. */
  readonly file: string;
  /** Number of the record in that file, starting at 1; absent if the problem concerns the file. */
  readonly record?: number;
  /** Path of the property, such as `checklists[0].items[2].text`; absent if it concerns the record. */
  readonly field?: string;
  /** Description of the problem. */
  readonly problem: string;
}

/** `cards.json, record 3, title: is missing` */
export function formatImportProblem({ field, file, problem, record }: ImportProblem): string {
  const place = [file, record === undefined ? undefined : `record ${record}`, field];
  return `${place.filter((part) => part !== undefined).join(', ')}: ${problem}`;
}

export function isId(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** The id of a record as text: it can be a number in one file and text in another. */
export function idOf(record: unknown): string | undefined {
  const [id] = valuesAt(record, 'id');
  return id && isId(id.value) ? String(id.value) : undefined;
}

export interface Found {
  /** Path of the value, such as `items[2].id`. */
  readonly field: string;
  readonly value: unknown;
}

/** The values of a record that match a path such as `checklists[].items[].checked_by`. */
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
