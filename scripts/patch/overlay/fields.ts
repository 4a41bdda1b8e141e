/** The versions of the Overlay specification whose documents are read. */
export type OverlayVersion = '1.0' | '1.1' | '1.2';

interface Fields {
  readonly document: readonly string[];
  readonly info: readonly string[];
  readonly action: readonly string[];
}

const FIELDS_1_0: Fields = {
  document: ['overlay', 'info', 'extends', 'actions'],
  info: ['title', 'version'],
  action: ['target', 'description', 'update', 'remove'],
};

const FIELDS_1_1: Fields = {
  document: FIELDS_1_0.document,
  info: [...FIELDS_1_0.info, 'description'],
  action: [...FIELDS_1_0.action, 'copy'],
};

/**
 * The fields that each version defines. Of 1.2, which the official compliance sets use, the reusable
 * actions are left out, so that a document with them is refused instead of half applied.
 */
export const FIELDS: Readonly<Record<OverlayVersion, Fields>> = {
  '1.0': FIELDS_1_0,
  '1.1': FIELDS_1_1,
  '1.2': { ...FIELDS_1_1, document: [...FIELDS_1_1.document, '$self', 'targetFormat'] },
};

/** `undefined` where it is no version that is read. */
export function versionOf(overlay: unknown): OverlayVersion | undefined {
  const [, version] = typeof overlay === 'string' ? (/^(1\.[012])\.\d+$/.exec(overlay) ?? []) : [];
  return version as OverlayVersion | undefined;
}
