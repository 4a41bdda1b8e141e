import type { Json } from '@kaiten-sdk/scripts/openapi/index.ts';
import type { TypeName } from '../contract/schema.ts';
import type { FindingKind, FullFinding } from './finding.ts';

interface Note {
  readonly kind: FindingKind;
  readonly pointer: string;
  readonly operationId: string;
  readonly field?: string;
  readonly type?: TypeName;
  readonly code?: Json;
  /** How often it was seen. Default: once. */
  readonly times?: number;
}

interface Row {
  readonly note: Note;
  seen: number;
  readonly types: Set<TypeName>;
  readonly codes: Set<Json>;
  readonly operationIds: Set<string>;
}

/** Counts what is met and what is found, each by its place. */
export class Tally {
  readonly #met = new Map<string, number>();
  readonly #alike = new Map<string, string>();
  readonly #rows = new Map<string, Row>();

  met(pointer: string, times = 1): void {
    this.#met.set(pointer, (this.#met.get(pointer) ?? 0) + times);
  }

  /** The first place is met as often as the second. */
  countAlike(pointer: string, other: string): void {
    this.#alike.set(pointer, other);
  }

  note(note: Note): void {
    const key = [note.kind, note.pointer, note.field].join(' ');
    const row = this.#rows.get(key) ?? emptyRow(note);
    this.#rows.set(key, row);
    row.seen += note.times ?? 1;
    row.operationIds.add(note.operationId);
    if (note.type) row.types.add(note.type);
    if (note.code !== undefined) row.codes.add(note.code);
  }

  findings(): FullFinding[] {
    return [...this.#rows.values()].map(({ note, ...row }) => ({
      kind: note.kind,
      pointer: note.pointer,
      ...(note.field !== undefined && { field: note.field }),
      types: [...row.types].sort(),
      seen: row.seen,
      of: this.#met.get(this.#alike.get(note.pointer) ?? note.pointer) ?? row.seen,
      operationIds: [...row.operationIds].sort(),
      codes: [...row.codes],
    }));
  }
}

function emptyRow(note: Note): Row {
  return { note, seen: 0, types: new Set(), codes: new Set(), operationIds: new Set() };
}
