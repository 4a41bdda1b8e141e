// Generated clients contain a copy of this file, so it imports nothing.

/**
 * How query parameters are sent that differ from one `name=value` for each value: `commas` sends an
 * array as one value, `day` sends a `Date` as `YYYY-MM-DD` in UTC, and `false` is sent if the caller
 * omits the parameter.
 */
export type QueryStyles = Readonly<Record<string, 'commas' | 'day' | false>>;

// As `type:text`. `encodeURIComponent` does not encode dots, and `..` in a URL means the parent path.
const NOT_IN_PATH = /^(boolean|object|\w+:\.{0,2}$)/;

/** An operation, as errors name it. */
export interface EncodedOperation {
  readonly operationId?: string | undefined;
  /** HTTP method, in capitals. */
  readonly method: string;
  /** Path with parameters, such as `/cards/{card_id}`. */
  readonly pathTemplate: string;
  /** @default one `name=value` for each value */
  readonly styles?: QueryStyles | undefined;
}

/**
 * Path and query of an operation. A path accepts strings, finite numbers and bigints. A query also
 * accepts booleans, valid dates and arrays of all these. `undefined` and `null` are left out of a
 * query; an array must not contain them and must not be empty, since a query cannot express that.
 *
 * @param Failure Class of the error, which is created with a message and the operation.
 * @throws A `Failure` if a value cannot be sent unchanged, or would change the path. The message names
 * the operation, the parameter and the value.
 */
export function encodeUrl(
  operation: EncodedOperation,
  path: object = {},
  query: object = {},
  Failure: new (message: string, operation: EncodedOperation) => Error = TypeError,
): string {
  const { method, pathTemplate, styles = {} } = operation;
  const encoded = (name: string, value: unknown, style?: QueryStyle, unlike?: RegExp) => {
    const text = queryText(value, style);
    if (text !== undefined && !unlike?.test(`${typeof value}:${text}`)) {
      return encodeURIComponent(text);
    }
    throw new Failure(
      `${method} ${pathTemplate}: ${name} is ${shown(value)}; pass a value that a URL can contain`,
      operation,
    );
  };
  const url = pathTemplate.replace(/\{(.+?)\}/g, (_, name: string) =>
    encoded(name, Object(path)[name], undefined, NOT_IN_PATH),
  );
  if (kindOf(query) !== kindOf({})) encoded('query', Object(query));
  const values: Record<string, unknown> = { ...query };
  for (const name in styles) values[name] ??= styles[name] ? undefined : false;
  const pairs = Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    const style = styles[name];
    const isList = Array.isArray(value);
    const isJoined = isList && style === 'commas';
    // A comma in a value would make two values of it.
    const texts = Array.from(isList ? value : [value], (one) =>
      encoded(name, one, style, isJoined ? /,/ : undefined),
    );
    if (texts.length < 1) encoded(name, value);
    return (isJoined ? [texts.join('%2C')] : texts).map(
      (text) => `${encoded('a name', name)}=${text}`,
    );
  });
  return pairs[0] ? `${url}?${pairs.join('&')}` : url;
}

type QueryStyle = QueryStyles[string] | undefined;

/** A value as text of a query; `undefined` if it cannot be expressed. */
export function queryText(value: unknown, style?: QueryStyle): string | undefined {
  // Not `instanceof`, since tests in a virtual machine pass dates of another realm.
  if (kindOf(value) === '[object Date]') {
    // `null` for an invalid date. The time of day has 14 characters.
    const text = (value as Date).toJSON() as string | null;
    return text?.slice(0, style === 'day' ? -14 : undefined);
  }
  const isText = typeof value === 'string' && !/\p{Cs}/u.test(value);
  return isText || Number.isFinite(value) || /^b/.test(typeof value) ? String(value) : undefined;
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value);

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? kindOf(value) : String(value);
}
