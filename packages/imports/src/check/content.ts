import type { ImportEntity } from '../entities.js';

/** A file of an import, read and parsed. */
export interface ImportFileContent {
  /** From the folder of the import, to name in problems. */
  readonly file: string;
  /** `undefined` where it could not be read: nothing is checked against it then. */
  readonly content: unknown;
}

/** The files of an import, by kind. A kind has one file or several. */
export type ImportContent = {
  readonly [Entity in ImportEntity]?: ImportFileContent | readonly ImportFileContent[];
};

/** The files of one kind. */
export function filesOf(content: ImportContent, entity: ImportEntity): ImportFileContent[] {
  return [content[entity] ?? []].flat();
}
