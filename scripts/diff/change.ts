import type { Json } from '../openapi/json.ts';

/** How a change affects users, the most severe first. */
export const CHANGE_LEVELS = ['breaking', 'notable', 'additive', 'wording'] as const;
export type ChangeLevel = (typeof CHANGE_LEVELS)[number];

export function isChangeLevel(value: unknown): value is ChangeLevel {
  return (CHANGE_LEVELS as readonly unknown[]).includes(value);
}

/** One rated change of a contract, regardless of how many operations it affects. */
export interface ContractChange {
  /** Rule and pointer: the same in every run, so that an override can name it. */
  readonly id: string;
  readonly rule: string;
  readonly level: ChangeLevel;
  /** The operations whose requests or responses it affects. */
  readonly operationIds: readonly string[];
  /** The named schema that it is in, if any. */
  readonly schemas: readonly string[];
  /** RFC 6901 pointer into the new document, or into the old one if the part was removed. */
  readonly pointer: string;
  readonly before: Json;
  readonly after: Json;
  /** What changed. */
  readonly message: string;
  /** Why it has its level. */
  readonly why: string;
  /** What users have to do; null if nothing. */
  readonly migrate: string | null;
  /** Code before and after the migration; null if the policy has no example. */
  readonly code: readonly [before: string, after: string] | null;
}

/** The part of a version that changes increase. */
export type VersionBump = 'none' | 'patch' | 'minor' | 'major';

const BUMPS: Readonly<Record<ChangeLevel, VersionBump>> = {
  breaking: 'major',
  notable: 'minor',
  additive: 'minor',
  wording: 'patch',
};

/** The rated changes between two documents. */
export interface ContractDiff {
  readonly bump: VersionBump;
  readonly summary: Readonly<Record<ChangeLevel, number>>;
  /** The most severe first, then by pointer. */
  readonly changes: readonly ContractChange[];
}

/** Sorts and counts changes. */
export function contractDiff(changes: readonly ContractChange[]): ContractDiff {
  const summary = Object.fromEntries(
    CHANGE_LEVELS.map((level) => [level, changes.filter((one) => one.level === level).length]),
  ) as Record<ChangeLevel, number>;
  const sorted = [...changes].sort(
    (a, b) =>
      CHANGE_LEVELS.indexOf(a.level) - CHANGE_LEVELS.indexOf(b.level) ||
      (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : a.rule < b.rule ? -1 : 1),
  );
  return { bump: bumpFor(changes), summary, changes: sorted };
}

/** The bump that changes require: that of the most severe one. */
export function bumpFor(changes: readonly Pick<ContractChange, 'level'>[]): VersionBump {
  const level = CHANGE_LEVELS.find((one) => changes.some((change) => change.level === one));
  return level === undefined ? 'none' : BUMPS[level];
}

/** Whether a level is at least as severe as another one. */
export function isAtLeast(level: ChangeLevel, other: ChangeLevel): boolean {
  return CHANGE_LEVELS.indexOf(level) <= CHANGE_LEVELS.indexOf(other);
}
