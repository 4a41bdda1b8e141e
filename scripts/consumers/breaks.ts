import type { Place } from '../diff/index.ts';
import { toPointer } from '../openapi/json.ts';
import type { CompileError } from './compile.ts';
import type { ConsumerRule } from './line.ts';
import type { Program } from './programs.ts';

/** Something that published packages promised, and that code relying on it no longer finds. */
export interface Break extends Place {
  readonly rule: ConsumerRule;
  /** Where it is seen first, such as `cards.ts:12`. */
  readonly at: string;
  /** The line there. */
  readonly code: string;
  /** What the compiler says of it. */
  readonly message: string;
}

/** What errors in programs mean: each thing that is gone or has changed, once. */
export function breaksOf(programs: readonly Program[], errors: readonly CompileError[]): Break[] {
  const byFile = new Map(programs.map((program) => [program.file, program]));
  const found = new Map<string, Break>();
  for (const error of errors) {
    const one = breakOf(byFile.get(error.file), error);
    if (!found.has(one.pointer)) found.set(one.pointer, one);
  }
  return [...found.values()].sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

function breakOf(program: Program | undefined, error: CompileError): Break {
  const at = `${error.file}:${error.line}`;
  const { text = '', relies } = program?.lines[error.line - 1] ?? {};
  const told = { at, code: text.trim(), message: error.message };
  if (!relies) {
    const pointer = toPointer([error.file, error.line]);
    return { pointer, owner: pointer, label: at, rule: 'consumer-program', ...told };
  }
  const { rule, ...place } = relies;
  return { ...missing(place, error.message), rule, ...told };
}

/** Where an object lacks a property that is now demanded, that property is the place. */
function missing(place: Place, message: string): Place {
  const property = /^Property '([^']+)' is missing in type/.exec(message)?.[1];
  const isSchema = place.pointer === place.owner && place.owner.startsWith('/components/schemas/');
  if (property === undefined || !isSchema) return place;
  return {
    owner: place.owner,
    pointer: place.pointer + toPointer(['properties', property]),
    label: `${place.label}.${property}`,
  };
}
