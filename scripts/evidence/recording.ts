/** What a recorded place can hold, and `absent`: objects that lack it. */
export const KINDS = [
  'object',
  'array',
  'string',
  'integer',
  'number',
  'boolean',
  'null',
  'absent',
] as const;

export type Kind = (typeof KINDS)[number];

/** How often each kind was seen at a place. */
export type Counts = Readonly<Partial<Record<Kind, number>>>;

/** The shape of what one operation responded: names and kinds, no values. */
export interface Recording {
  readonly operationId: string;
  /** A year, a month or a day: `2024`, `2026-11`, `2026-11-30`. */
  readonly recorded: string;
  /** Who recorded it: a free label. */
  readonly by: string;
  /** The query parameter that changes the shape, such as `version=2`. */
  readonly variant?: string;
  /** By place, such as `$[].owner.id`. */
  readonly places: Readonly<Record<string, Counts>>;
}

export const SHAPES_FORMAT = 'kaiten-shapes/1';
export const DOCUMENTED_FORMAT = 'kaiten-documented/1';

export interface ShapesFile {
  readonly format: typeof SHAPES_FORMAT;
  readonly recordings: readonly Recording[];
}

/** The properties that the documentation lists at the top level of each operation's response. */
export interface DocumentedFile {
  readonly format: typeof DOCUMENTED_FORMAT;
  readonly operations: Readonly<Record<string, readonly string[]>>;
}
