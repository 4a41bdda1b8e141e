import { type Recording, shownName } from '@kaiten-sdk/scripts/evidence/index.ts';
import type { Json } from '@kaiten-sdk/scripts/openapi/index.ts';
import {
  alternativesOf,
  isTypeAllowed,
  type Placed,
  type Resolver,
  type Schema,
  schemaTypesOf,
  type TypeName,
  typeOf,
} from '../contract/schema.ts';
import { propertySchemaOf, type Visit, Walker } from '../contract/walk.ts';
import { type FindingKind, type FullFinding, isCode } from './finding.ts';
import { ShapeProbe } from './shape-probe.ts';

/** Compares responses with the contract and collects the differences. Keeps types, not values. */
export class Probe {
  readonly #walker: Walker;
  readonly #tally = new Tally();
  readonly #shapes: ShapeProbe;

  constructor(resolver: Resolver) {
    this.#walker = new Walker(resolver);
    this.#shapes = new ShapeProbe(resolver, this.#tally);
  }

  /** Compares one response of an operation. */
  look(operationId: string, use: Placed, value: unknown): void {
    for (const visit of this.#walker.walk(use, value)) {
      this.#tally.met(visit.use.pointer);
      if (visit.placed.pointer !== visit.use.pointer) this.#tally.met(visit.placed.pointer);
      this.#lookAt(visit, operationId);
    }
  }

  /** Looks at what responses of an operation looked like, when their values are not known. */
  lookAtShape(recording: Recording, use: Placed): void {
    this.#shapes.look(recording, use);
  }

  /** What was found so far, by place. */
  findings(): FullFinding[] {
    return this.#tally.findings();
  }

  #lookAt(visit: Visit, operationId: string): void {
    const { placed, use, value } = visit;
    const type = typeOf(value);
    const note = (kind: FindingKind, pointer: string, more: { field?: string; code?: Json } = {}) =>
      this.#tally.note({ kind, pointer, operationId, type, ...more });
    if (!isFitting(placed.schema, value)) {
      note(value === null ? 'null' : 'type', use.pointer);
    } else if (!isKnownCode(placed.schema, value)) {
      note('unknown-enum-value', placed.pointer, isCode(value) ? { code: value } : {});
    }
    this.#lookAtFields(visit, operationId);
  }

  #lookAtFields({ object, placed, value }: Visit, operationId: string): void {
    if (!object) return;
    const fields = value as Readonly<Record<string, unknown>>;
    for (const { name, pointer } of object.required) {
      if (Object.hasOwn(fields, name)) continue;
      this.#tally.note({ kind: 'missing-required', pointer, operationId, field: name });
      this.#tally.countAlike(pointer, placed.pointer);
    }
    if (object.entries !== false) return;
    for (const [key, child] of Object.entries(fields)) {
      if (propertySchemaOf(object, key)) continue;
      const found = { field: shownName(key), type: typeOf(child) };
      this.#tally.note({ kind: 'unknown-field', pointer: placed.pointer, operationId, ...found });
    }
  }
}

function isFitting(schema: Schema, value: unknown): boolean {
  // A union is kept as a whole only if no alternative accepts the value.
  if (alternativesOf(schema).length > 0) return false;
  return isTypeAllowed(schema.allOf ? ['object'] : schemaTypesOf(schema), typeOf(value));
}

function isKnownCode({ const: only, enum: known }: Schema, value: unknown): boolean {
  if (only !== undefined) return only === value;
  return known === undefined || known.includes(value as Json);
}

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
