import type { Note } from './notes.js';

type Takes = (value: unknown) => boolean;

const TYPES: Readonly<Record<string, Takes>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  'array of objects': (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  null: (value) => value === null,
};

/** The text for a property that is not documented. */
const NOTHING: readonly (string | null)[] = [null, 'absent', 'nothing'];

/**
 * Whether the documentation allows a value, because it lists its type or, for an enum, the value.
 * `undefined` if the documentation lists neither.
 */
export function documentedTakes({ documented, kind }: Note): Takes | undefined {
  if (documented === null || NOTHING.includes(documented)) {
    return kind === 'extra' ? () => false : undefined;
  }
  const words = documented.split(/,\s*|\s+or\s+/);
  if (kind === 'enum') return enumTakes(documented, words);
  const types = words.map((word) => TYPES[word]);
  return types.every((type) => type !== undefined)
    ? (value) => types.some((takes) => takes(value))
    : undefined;
}

function enumTakes(documented: string, words: readonly string[]): Takes | undefined {
  const [, without] = /^numbers without (\d+)$/.exec(documented) ?? [];
  if (without !== undefined) return (value) => value !== Number(without);
  return words.every((word) => /^\S+$/.test(word))
    ? (value) => words.includes(String(value))
    : undefined;
}
