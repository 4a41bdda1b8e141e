import type { Json } from '../../openapi/json.ts';

export const KINDS = ['type', 'nullable', 'extra', 'enum', 'missing', 'status', 'other'] as const;

export type MismatchKind = (typeof KINDS)[number];

/** Kinds of which a single value shows that documentation and server differ. */
export const KINDS_WITH_VALUE: ReadonlySet<MismatchKind> = new Set<MismatchKind>([
  'type',
  'nullable',
  'extra',
  'enum',
]);

/** The tags of `specs/kaiten/README.md`, and the old dump of answers. */
export const SOURCES = ['live', 'cli', 'docs', 'audit', 'sample'] as const;

/** One place where documentation and server differ, as an overlay's action notes it. */
export interface MismatchNote {
  /** A component, an operationId, or `GET /path` of an operation that the contract leaves out. */
  readonly where: string;
  /** A property (`path_data.subcolumn`), `query.x`, `body.x`, `response` or `response.200`. */
  readonly field: string;
  /** What the documentation says, `null` where it says nothing. */
  readonly documented: string | null;
  readonly real: string;
  readonly kind: MismatchKind;
  readonly source: (typeof SOURCES)[number];
  /** What the server sends there and the documentation would refuse, or lacks. */
  readonly value?: Json;
  /** Why the contract does not say what is real; absent where it does. */
  readonly unreflected?: string;
}

/** A note, and the action it is on. */
export interface Mismatch extends MismatchNote {
  readonly file: string;
  /** RFC 6901 pointer to the note in that file. */
  readonly pointer: string;
}
