import { type Fetch, KaitenError, requestHeadOf } from '@kaiten-sdk/core';
import { bytesOf } from './bytes.js';
import { nearest } from './nearest.js';
import { recordedRequest } from './recorded-request.js';
import { bodyKey, comparable, pathKey, queryKey } from './request-keys.js';
import { Redactor, tokenOf } from './secrets.js';
import type { Exchange, RecordedRequest, RecordedResponse, Tape } from './tape.js';

export interface ReplayOptions {
  /** Query parameters that are not compared, such as those that hold the time. @default [] */
  readonly ignoreQuery?: readonly string[] | undefined;
  /** Whether bodies are left out of the comparison. @default false */
  readonly ignoreBody?: boolean | undefined;
  /**
   * What happens when a request is made more often than it was recorded: it is rejected, or gets the
   * last of its responses again.
   *
   * @default 'reject'
   */
  readonly exhausted?: 'reject' | 'repeat-last' | undefined;
}

/** A `fetch` that sends nothing. */
export interface Replay extends Fetch {
  /** Requests on the tape that have not been made yet. */
  unplayed(): readonly RecordedRequest[];
}

/**
 * A `fetch` that answers from a tape. Requests are matched by method, path, query and body, in any
 * order; the same request made again gets the next of its responses. Hosts and the order of query
 * parameters and JSON properties do not matter.
 *
 * @throws TypeError when `tape` is not a tape of this format.
 * @throws KaitenError from the `fetch` that it returns, for a request that is not on the tape: with
 * method and path, and with what is near it.
 * @example
 * const tape = JSON.parse(await readFile('card.tape.json', 'utf8'));
 * const kaiten = createKaiten({ domain: 'acme', token: 'none', fetch: replay(tape) });
 * await kaiten.cards.get({ card_id: 1 });
 */
export function replay(
  tape: Tape,
  { exhausted = 'reject', ignoreBody = false, ignoreQuery = [] }: ReplayOptions = {},
): Replay {
  const { format } = (tape ?? {}) as Partial<Tape>;
  if (format !== 'kaiten-tape/1' || !Array.isArray(tape.exchanges)) {
    throw new TypeError(`tape has the format ${JSON.stringify(format)}: give a kaiten-tape/1`);
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
    const { headers, method, signal, url: address } = requestHeadOf([input, init]);
    signal?.throwIfAborted();
    const url = new URL(address, globalThis.location?.href);
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
  // A status such as 204 refuses a body, also an empty one.
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
  const told =
    fitting.length > 0
      ? `is on the tape ${times} only, and was made again`
      : `is not on the tape; ${nearest(made, exchanges, ignored)}`;
  return new KaitenError(`${method} ${path} ${told}`, { method });
}
