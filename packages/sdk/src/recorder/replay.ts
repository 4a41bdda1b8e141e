import { type Fetch, KaitenError, requestHeadOf } from '@kaiten-sdk/core';
import { DEFAULTS } from '../options.js';
import {
  bytesOf,
  type Exchange,
  type RecordedRequest,
  type RecordedResponse,
  Redactor,
  recordedRequest,
  type Tape,
  tokenOf,
} from './tape.js';

export interface ReplayOptions {
  /** Query parameters that are not compared, such as the current time. @default [] */
  readonly ignoreQuery?: readonly string[] | undefined;
  /** Whether to ignore request bodies. @default false */
  readonly ignoreBody?: boolean | undefined;
  /**
   * What to do if a request is made more often than it was recorded: reject it, or repeat its last
   * response.
   *
   * @default 'reject'
   */
  readonly exhausted?: 'reject' | 'repeat-last' | undefined;
}

/** A `fetch` that returns recorded responses. */
export interface Replay extends Fetch {
  /** Recorded requests that have not been made yet. */
  unplayed(): readonly RecordedRequest[];
}

/**
 * Creates a `fetch` that returns the responses of a tape. Requests are matched by method, path, query
 * and body, in any order; repeating a request returns its next response. Hosts and the order of query
 * parameters and JSON properties are ignored.
 *
 * @throws TypeError if `tape` is not a `kaiten-tape/1` document.
 * @throws KaitenError from the returned `fetch` if a request is not on the tape. The message lists
 * similar requests.
 * @example
 * const tape = JSON.parse(await readFile('card.tape.json', 'utf8'));
 * const kaiten = createKaiten({ domain: 'acme', token: 'none', fetch: replay(tape) });
 * await kaiten.cards.get({ card_id: 1 });
 */
export function replay(
  tape: Tape,
  {
    exhausted = DEFAULTS.replay.exhausted,
    ignoreBody = DEFAULTS.replay.ignoreBody,
    ignoreQuery = [],
  }: ReplayOptions = {},
): Replay {
  const { format } = (tape ?? {}) as Partial<Tape>;
  if (format !== 'kaiten-tape/1' || !Array.isArray(tape.exchanges)) {
    throw new TypeError(`tape has the format ${JSON.stringify(format)}: it must be kaiten-tape/1`);
  }
  const ignored = new Set(ignoreQuery);
  const played = new Set<Exchange>();

  const matches = (made: RecordedRequest) => (exchange: Exchange) => {
    const { request } = exchange;
    return (
      made.method === request.method &&
      pathKey(made) === pathKey(request) &&
      queryKey(made, ignored) === queryKey(request, ignored) &&
      (ignoreBody || !comparable(made, request) || bodyKey(made) === bodyKey(request))
    );
  };

  function next(made: RecordedRequest): RecordedResponse {
    const fitting = tape.exchanges.filter(matches(made));
    const exchange =
      fitting.find((one) => !played.has(one)) ??
      (exhausted === 'repeat-last' ? fitting.at(-1) : undefined);
    if (!exchange) throw notOnTape(made, fitting, tape.exchanges, ignored);
    played.add(exchange);
    return exchange.response;
  }

  const fetch: Fetch = async (input, init) => {
    const { headers, method, signal, url: href } = requestHeadOf([input, init]);
    signal?.throwIfAborted();
    const url = new URL(href, globalThis.location?.href);
    const token = tokenOf(headers);
    const made = await recordedRequest({ input, init, method: method.toUpperCase(), url });
    signal?.throwIfAborted();
    return responseOf(next(made(new Redactor(token ? [token] : []))), url);
  };
  return Object.assign(fetch, {
    unplayed: () =>
      tape.exchanges.flatMap((exchange) => (played.has(exchange) ? [] : [exchange.request])),
  });
}

function responseOf({ body, headers, status }: RecordedResponse, url: URL): Response {
  const bytes = bytesOf(body);
  // Status codes such as 204 do not allow a body, not even an empty one.
  const response = new Response(bytes.length > 0 ? bytes : null, { status, headers });
  return Object.defineProperty(response, 'url', { value: url.href });
}

function notOnTape(
  made: RecordedRequest,
  fitting: readonly Exchange[],
  exchanges: readonly Exchange[],
  ignored: ReadonlySet<string>,
): KaitenError {
  const { method, path } = made;
  const times = fitting.length === 1 ? 'once' : `${fitting.length} times`;
  const problem =
    fitting.length > 0
      ? `is on the tape only ${times}, and was made again`
      : `is not on the tape; ${nearest(made, exchanges, ignored)}`;
  return new KaitenError(`${method} ${path} ${problem}`, { method });
}

// Two requests match if these keys are equal.

/** Path from `/api/` on, since a self-hosted server may have a prefix. */
function pathKey({ path }: RecordedRequest): string {
  return path.replace(/^.*?(?=\/api\/(latest|v\d+)\/)/, '');
}

function queryKey({ query }: RecordedRequest, ignored: ReadonlySet<string>): string {
  const pairs = [...new URLSearchParams(query)].filter(([name]) => !ignored.has(name));
  // Sorted by name; values of the same name keep their order.
  return String(new URLSearchParams(pairs.sort(([a], [b]) => (a < b ? -1 : Number(a > b)))));
}

/** Whether both bodies were recorded. */
function comparable(one: RecordedRequest, other: RecordedRequest): boolean {
  return ![one, other].some(({ body }) => body && 'stream' in body);
}

function bodyKey({ body }: RecordedRequest): string {
  if (!body || !('text' in body)) return JSON.stringify(body ?? null);
  try {
    return JSON.stringify({ text: sorted(parsed(body.text)) });
  } catch {
    // Nested so deep that it exceeds the call stack.
    return JSON.stringify(body);
  }
}

/** The parsed JSON of a body, or its text if it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}

/** Describes the recorded requests that are most similar to a request. */
function nearest(
  made: RecordedRequest,
  exchanges: readonly Exchange[],
  ignored: ReadonlySet<string>,
): string {
  const requests = exchanges.map(({ request }) => request);
  const [samePath, ...others] = requests.filter((one) => pathKey(one) === pathKey(made));
  if (!samePath) return similarPaths(made, requests);
  const sameMethod = [samePath, ...others].filter(({ method }) => method === made.method);
  if (sameMethod.length === 0) {
    const methods = new Set([samePath, ...others].map(({ method }) => method));
    return `the tape has this path with ${[...methods].join(', ')}`;
  }
  const sameQuery = sameMethod.find((one) => queryKey(one, ignored) === queryKey(made, ignored));
  if (sameQuery) return `the tape has it with another body: ${bodyDifference(made, sameQuery)}`;
  const queries = [...new Set(sameMethod.map((one) => queryKey(one, ignored)))].slice(0, MAX_SHOWN);
  const recorded = queries.map((query) => query || 'no query').join(' or ');
  return `the request has ${queryKey(made, ignored) || 'no query'}, the tape has ${recorded}`;
}

const MAX_SHOWN = 3;

function similarPaths(made: RecordedRequest, requests: readonly RecordedRequest[]): string {
  if (requests.length === 0) return 'the tape is empty';
  const wanted = pathKey(made).split('/');
  const similarity = (one: RecordedRequest) => {
    const segments = pathKey(one).split('/');
    const equal = segments.filter((segment, index) => segment === wanted[index]).length;
    return equal - Math.abs(segments.length - wanted.length);
  };
  const lines = new Map(requests.map((one) => [`${one.method} ${one.path}`, similarity(one)]));
  const shown = [...lines].sort(([, a], [, b]) => b - a).slice(0, MAX_SHOWN);
  return `similar requests are ${shown.map(([line]) => line).join(', ')}`;
}

function bodyDifference(made: RecordedRequest, recorded: RecordedRequest): string {
  const [ours, theirs] = [made, recorded].map(propertiesOf);
  if (!ours || !theirs) return 'the bodies differ';
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  try {
    const different = names.filter((name) => keyOf(ours[name]) !== keyOf(theirs[name]));
    return `${different.join(', ')} differ${different.length === 1 ? 's' : ''}`;
  } catch {
    // As in `bodyKey`.
    return 'the bodies differ';
  }
}

function propertiesOf({ body }: RecordedRequest): Record<string, unknown> | undefined {
  const value = body && 'text' in body ? parsed(body.text) : undefined;
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}

function keyOf(value: unknown): string {
  return bodyKey({ method: '', path: '', body: { text: JSON.stringify(value) ?? '' } });
}
