/** What a JSON value is. A number that JSON spells as an integer counts as one. */
export type Kind = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/**
 * How often each kind was seen at a place. `absent` counts the objects above it that lack the
 * property.
 */
export type Counts = Readonly<Partial<Record<Kind | 'absent', number>>>;

/** What the responses of one operation looked like. */
export interface ShapesRecording {
  readonly operationId: string;
  /** When it was recorded: a year, a month or a day. */
  readonly recorded: string;
  /** Who recorded it, a free label. */
  readonly by: string;
  /** The query parameters that give the response another shape, such as `version=2`. */
  readonly variant?: string;
  /** By place: `$` is the response, `$[]` its items, `$[].id` a property of each. */
  readonly places: Readonly<Record<string, Counts>>;
}

/** Shapes of responses, without a single value. */
export interface ShapesDocument {
  readonly format: 'kaiten-shapes/1';
  readonly recordings: readonly ShapesRecording[];
}
