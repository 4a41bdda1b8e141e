/** One thing that is wrong with an import. */
export interface ImportProblem {
  /** The file, from the folder of the import. */
  readonly file: string;
  /** The record in that file, counted from 1; absent when it is about the file. */
  readonly record?: number;
  /** The field, such as `checklists[0].items[2].text`; absent when it is about the whole record. */
  readonly field?: string;
  /** What is wrong, in words. */
  readonly problem: string;
}

/** `cards.json, record 3, title: is missing` */
export function formatImportProblem({ field, file, problem, record }: ImportProblem): string {
  const place = [file, record === undefined ? undefined : `record ${record}`, field];
  return `${place.filter((part) => part !== undefined).join(', ')}: ${problem}`;
}
