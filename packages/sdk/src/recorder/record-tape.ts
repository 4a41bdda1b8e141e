import { checkNumber, type Fetch, requestHeadOf } from '@kaiten-sdk/core';
import { DEFAULTS } from '../options.js';
import { observeFetch, operationOf } from './observe.js';
import {
  type Exchange,
  type RecordedResponse,
  Redactor,
  recordedBody,
  recordedRequest,
  type Tape,
  tokenOf,
} from './tape.js';

export interface RecordTapeOptions {
  /**
   * Maximum size of a response body in bytes. An exchange with a larger response, such as a download,
   * is not recorded and reported to `onError`.
   *
   * @default 10_000_000
   */
  readonly maxBodySize?: number | undefined;
  /** Called if an exchange could not be recorded. The call is not affected. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface TapeRecorder {
  /**
   * Wraps a `fetch` to record its requests and responses. A recorder can wrap several.
   *
   * @param fetch Sends the requests. @default the `fetch` of the platform, looked up at each call
   */
  wrap(fetch?: Fetch): Fetch;
  /**
   * The exchanges so far whose responses were read, in the order of their requests, as plain JSON.
   */
  tape(): Promise<Tape>;
}

/**
 * Records complete requests and responses, for tests with `replay`. A tape contains your data: do not
 * publish it. To share a recording, use `recordShapes`.
 *
 * Tokens are removed, even if a response contains one. Cookies, hosts, and secrets and signatures in
 * queries are not recorded, nor are attempts without a response and responses that the caller has not
 * read to the end.
 *
 * @throws RangeError if `maxBodySize` is negative or not a number.
 * @example
 * const recorder = recordTape();
 * const kaiten = createKaiten({ domain: 'acme', token, fetch: recorder.wrap() });
 * await kaiten.cards.get({ card_id: 1 });
 * await writeFile('card.tape.json', JSON.stringify(await recorder.tape(), null, 2));
 */
export function recordTape({
  maxBodySize = DEFAULTS.recordTape.maxBodySize,
  onError,
}: RecordTapeOptions = {}): TapeRecorder {
  checkNumber('maxBodySize', maxBodySize, 0);
  const tokens = new Set<string>();
  const slots: { exchange?: (redactor: Redactor) => Exchange }[] = [];

  const { settled, wrap } = observeFetch(
    (observed) => {
      const { init, input, method, url } = observed;
      const token = tokenOf(requestHeadOf([input, init]).headers);
      if (token) tokens.add(token);
      const operationId = operationOf(method, url, init?.call);
      const slot: (typeof slots)[number] = {};
      slots.push(slot);
      const reading = recordedRequest(observed);
      // It is awaited when there is a response; until then, a rejection must not be unhandled.
      reading.catch(() => {});
      return async ({ headers, status }, bytes) => {
        // Browsers hide redirects that they do not follow.
        if (status === 0) throw new Error('A response without a status is not recorded');
        const request = await reading;
        slot.exchange = (redactor) => ({
          ...(operationId !== undefined && { operationId }),
          request: request(redactor),
          response: recordedResponse(status, headers, bytes, redactor),
        });
      };
    },
    onError,
    maxBodySize,
  );

  return {
    wrap,
    async tape() {
      await settled();
      const redactor = new Redactor(tokens);
      return {
        format: 'kaiten-tape/1',
        recorded: new Date().toISOString().slice(0, 10),
        exchanges: slots.flatMap(({ exchange }) => exchange?.(redactor) ?? []),
      };
    },
  };
}

/** Headers that the SDK reads, or that describe a file. No cookies. */
const RECORDED_HEADERS =
  /^(content-(type|disposition)|link|location|retry-after|x-ratelimit-[a-z]+)$/;

function recordedResponse(
  status: number,
  headers: Headers,
  bytes: Uint8Array,
  redactor: Redactor,
): RecordedResponse {
  const kept = [...headers].filter(([name]) => RECORDED_HEADERS.test(name));
  const body = redactor.body(recordedBody(bytes));
  return {
    status,
    headers: Object.fromEntries(
      kept.map(([name, value]) => [
        name,
        name === 'location'
          ? redactor.url(value)
          : name === 'link'
            ? value.replace(/<(.*?)>/g, (_, url: string) => `<${redactor.url(url)}>`)
            : redactor.text(value),
      ]),
    ),
    ...(body && { body }),
  };
}
