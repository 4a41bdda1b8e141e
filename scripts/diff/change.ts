import type { Json } from '../openapi/json.ts';

/** What a change means to users, the gravest first. */
export const LEVELS = ['breaking', 'notable', 'additive', 'wording'] as const;
export type Level = (typeof LEVELS)[number];

export function isLevel(value: unknown): value is Level {
  return (LEVELS as readonly unknown[]).includes(value);
}

/** The part of a version that changes raise. */
export type Bump = 'none' | 'patch' | 'minor' | 'major';

/** One change, however many operations it touches. */
export interface Change {
  /** The rule and the place: the same in every run, so that an override can name it. */
  readonly id: string;
  readonly rule: string;
  readonly level: Level;
  /** Operations whose calls or answers it touches. */
  readonly operationIds: readonly string[];
  /** The component it is in, where it is in one. */
  readonly schemas: readonly string[];
  /** RFC 6901 pointer: into the new document, or into the old one for what is gone. */
  readonly pointer: string;
  readonly before: Json;
  readonly after: Json;
  /** What changed, in words. */
  readonly message: string;
  /** Why it has its level. */
  readonly why: string;
  /** What a user has to do; null where nothing. */
  readonly migrate: string | null;
  /** How code looked before, and looks after; null where the policy knows none. */
  readonly code: readonly [before: string, after: string] | null;
}

/** The level that is graver. */
export function graver(a: Level, b: Level): Level {
  return LEVELS.indexOf(a) <= LEVELS.indexOf(b) ? a : b;
}

const BUMPS: Readonly<Record<Level, Bump>> = {
  breaking: 'major',
  notable: 'minor',
  additive: 'minor',
  wording: 'patch',
};

/** The bump that changes ask for: that of the gravest. */
export function bumpOf(changes: readonly Pick<Change, 'level'>[]): Bump {
  const [first, ...rest] = changes.map(({ level }) => level);
  return first === undefined ? 'none' : BUMPS[rest.reduce(graver, first)];
}
