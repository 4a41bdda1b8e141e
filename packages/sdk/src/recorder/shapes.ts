// The format of shape recordings, and what a recording may contain.

/** Kind of a JSON value. A number without a fraction is an `integer`. */
export type JsonKind = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/**
 * How often each kind was seen at a place. `absent` is the number of parent objects without the
 * property.
 */
export type KindCounts = Readonly<Partial<Record<JsonKind | 'absent', number>>>;

/** The shape of the responses of one operation. */
export interface ShapesRecording {
  readonly operationId: string;
  /** Date of the recording: a year, a month or a day. */
  readonly recorded: string;
  /** Label of the person or company that recorded it. */
  readonly by: string;
  /** Query parameters that change the shape of the response, such as `version=2`. */
  readonly variant?: string;
  /** Counts by place: `$` is the response, `$[]` its items, `$[].id` a property of the items. */
  readonly places: Readonly<Record<string, KindCounts>>;
}

/** Shapes of responses, without values. */
export interface ShapesDocument {
  readonly format: 'kaiten-shapes/1';
  readonly recordings: readonly ShapesRecording[];
}

/** KindCounts the kinds of JSON values by place. Values are not kept. */
export class ShapeCounter {
  readonly #places = new Map<string, Map<JsonKind, number>>();

  /**
   * Adds a parsed JSON value.
   *
   * @throws RangeError if it is nested more than 100 levels deep. Nothing is added then.
   */
  add(value: unknown): void {
    if (depthOf(value) > MAX_DEPTH) {
      throw new RangeError(`A response is not recorded: it has more than ${MAX_DEPTH} levels`);
    }
    const pending: [path: string, value: unknown][] = [['$', value]];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [path, here] = next;
      const kind = kindOf(here);
      const kinds = this.#places.get(path) ?? new Map<JsonKind, number>();
      this.#places.set(path, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
      if (kind === 'array') for (const item of here as unknown[]) pending.push([`${path}[]`, item]);
      if (kind !== 'object') continue;
      for (const [key, child] of Object.entries(here as object)) {
        pending.push([`${path}.${placeName(key)}`, child]);
      }
    }
  }

  /** The counts by place, sorted by path. */
  places(): Record<string, KindCounts> {
    const paths = [...this.#places.keys()].sort();
    return Object.fromEntries(paths.map((path) => [path, this.#counts(path)]));
  }

  #counts(path: string): KindCounts {
    const kinds = this.#places.get(path) ?? new Map<JsonKind, number>();
    const absent = this.#parents(path) - [...kinds.values()].reduce((sum, count) => sum + count, 0);
    return { ...Object.fromEntries(kinds), ...(absent > 0 && { absent }) };
  }

  /** Number of parent objects; 0 for a hidden name, which stands for several properties. */
  #parents(path: string): number {
    const { name, parent } = /^(?<parent>.+)\.(?<name>[^[]+)$/.exec(path)?.groups ?? {};
    if (parent === undefined || name === undefined || isHidden(name)) return 0;
    return this.#places.get(parent)?.get('object') ?? 0;
  }
}

const MAX_DEPTH = 100;

/** Levels of nesting, counted up to one more than are recorded. */
function depthOf(value: unknown): number {
  let level = [value];
  let depth = 0;
  while (level.length > 0 && depth <= MAX_DEPTH) {
    depth += 1;
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  }
  return depth;
}

function kindOf(value: unknown): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as JsonKind;
}

const HIDDEN_NAME = '*';
const HIDDEN_ID = 'id_{n}';

/**
 * The name of a property in a recording. Keys of objects may be data (ids, email addresses, secrets), so
 * only names are kept that are spelled like those of Kaiten.
 */
export function placeName(key: string): string {
  if (/^id_\d+$/.test(key)) return HIDDEN_ID;
  return isPropertyName(key) ? key : HIDDEN_NAME;
}

/** Whether a name stands for several properties. */
function isHidden(name: string): boolean {
  return name === HIDDEN_NAME || name === HIDDEN_ID;
}

/** In snake case or in camel case, not in both, with single digits, and not hexadecimal. */
function isPropertyName(key: string): boolean {
  if (key.length > 64) return false;
  const isWord = /^[$_]{0,2}[a-z][a-z\d]*(?:(?:_[a-z\d]+)*_?|(?:[A-Z][a-z\d]*)+)$/.test(key);
  const isHex = key.length >= 16 && /^[\da-f]+$/.test(key);
  return isWord && !/\d\d|(\d.*){3}/.test(key) && !isHex;
}

const BOOLEAN = /^(true|false|0|1)$/;
const DIGIT = /^\d$/;
const PROFILE = /^(none|summary|details|full)$/;
const MAX_VARIANT_LENGTH = 100;
const NO_VALUE = /^\b$/;

/**
 * Query parameters that change the shape of a response, with the values that may be recorded: the
 * documented ones, never identifiers. All other parameters only select what is listed.
 */
export const SHAPING_PARAMETERS: Readonly<Record<string, RegExp>> = {
  additional_card_fields: NO_VALUE,
  broken_api: BOOLEAN,
  compact: BOOLEAN,
  download: BOOLEAN,
  fields: NO_VALUE,
  format: /^(draft-06|prosemirror)$/,
  group_by: DIGIT,
  include_author: BOOLEAN,
  include_fields: BOOLEAN,
  include_inherited_access: BOOLEAN,
  include_records_count: BOOLEAN,
  include_search_preview: BOOLEAN,
  include_values: BOOLEAN,
  only_general_sum: DIGIT,
  only_records_count: BOOLEAN,
  profile: PROFILE,
  redirect: BOOLEAN,
  relations: NO_VALUE,
  response_profile: PROFILE,
  response_type: /^(json|inline|attachment)$/,
  v2_select_search: BOOLEAN,
  version: DIGIT,
  withTransferAccessStatus: BOOLEAN,
  with_daily_distribution: DIGIT,
  with_data: NO_VALUE,
  with_details: BOOLEAN,
  with_sync_group_attribute: BOOLEAN,
  with_tree_entities: BOOLEAN,
  with_users_count: BOOLEAN,
};

/**
 * The query parameters that change the shape of the response, such as `version=2&with_details=true`.
 * Values that are not documented are recorded as `*`.
 */
export function variantOf({ searchParams }: URL): string | undefined {
  const names = [...new Set(searchParams.keys())].sort();
  const parts = names.flatMap((name) => {
    const values = Object.hasOwn(SHAPING_PARAMETERS, name) && SHAPING_PARAMETERS[name];
    const value = searchParams.get(name) ?? '';
    // The SDK always sends this, and the contract describes the response to it.
    if (!values || (name === 'broken_api' && /^(false|0)$/.test(value))) return [];
    return [`${name}=${values.test(value) ? value : '*'}`];
  });
  // Parameters beyond the maximum length are left out.
  return (
    parts.reduce((all, part) => {
      const longer = all ? `${all}&${part}` : part;
      return longer.length > MAX_VARIANT_LENGTH ? all : longer;
    }, '') || undefined
  );
}
