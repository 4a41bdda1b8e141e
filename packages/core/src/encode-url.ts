// Generated clients contain a copy of this file, so it imports nothing.

/**
 * How query parameters are sent that differ from one `name=value` for each value: `commas` sends an
 * array as one value, `day` sends a `Date` as `YYYY-MM-DD` in UTC, and `false` is sent if the caller
 * omits the parameter.
 */
export type QueryStyles = Readonly<Record<string, 'commas' | 'day' | false>>;

const NOTHING = /$^/;

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
  path?: object,
  query?: object,
  Failure: new (message: string, operation: EncodedOperation) => Error = TypeError,
): string {
  const { method, pathTemplate, styles } = operation;
  /** @param unlike What the type and the text of the value, joined by a colon, must not match. */
  const encoded = (name: string, value: unknown, style?: QueryStyle, unlike: RegExp = NOTHING) => {
    const text = queryText(value, style);
    if (text !== undefined && !unlike.test(`${typeof value}:${text}`)) {
      return encodeURIComponent(text);
    }
    throw new Failure(
      `${method} ${pathTemplate}: ${name} is ${shown(value)}; pass a value that can be sent`,
      operation,
    );
  };
  // Its entries are not its properties, as in a `Map`, or it is a string.
  if (Object(query)[Symbol.iterator]) encoded('query', Object(query));
  const values: Record<string, unknown> = { ...query };
  for (const name in styles) if (!styles[name]) values[name] ??= false;
  const pairs = Object.entries(values).flatMap(([name, value]) => {
    const style = styles?.[name];
    const isJoined = style === 'commas' && Array.isArray(value);
    // A comma in a value would make two values of it.
    const texts = [value ?? []]
      .flat()
      .map((one) => encoded(name, one, style, isJoined ? /,/ : undefined));
    if (texts.length < 1 && value) encoded(name, value);
    return (isJoined ? [texts.join()] : texts).map((text) => `${encoded(name, name)}=${text}`);
  });
  // `encodeURIComponent` does not encode dots, and `..` in a URL means the parent path.
  const url = pathTemplate.replace(/\{(.+?)\}/g, (_, name: string) =>
    encoded(name, Object(path)[name], false, /^(boolean|object|\w+:\.{0,2}$)/),
  );
  return pairs[0] ? `${url}?${pairs.join('&')}` : url;
}

type QueryStyle = QueryStyles[string] | undefined;

/**
 * A value as text of a query; `undefined` if it cannot be expressed. An object with `toJSON`, such as a
 * `Date`, is sent as that text.
 */
export function queryText(value: unknown, style?: QueryStyle): string | undefined {
  const json = (value as Partial<Date> | null | undefined)?.toJSON;
  // An invalid date is `null` as JSON.
  const own: unknown = json ? json.call(value, '') : value;
  if (typeof own === 'string' && !/\p{Cs}/u.test(own)) {
    return json && style === 'day' ? own.split('T')[0] : own;
  }
  return Number.isFinite(own) || /^b/.test(typeof own) ? String(own) : undefined;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? Object.prototype.toString.call(value) : String(value);
}
