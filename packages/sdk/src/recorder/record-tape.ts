import { checkNumber, type Fetch, requestHeadOf } from '@kaiten-sdk/core';
import { recordedBody } from './bytes.js';
import { listening } from './listen.js';
import { operationOf } from './operation-of.js';
import { recordedRequest } from './recorded-request.js';
import { Redactor, tokenOf } from './secrets.js';
import type { Exchange, RecordedResponse, Tape } from './tape.js';

export interface RecordTapeOptions {
  /**
   * Bytes that the body of a response may have. An exchange with a larger one, such as a download, is
   * left out and reported to `onError`.
   *
   * @default 10_000_000
   */
  readonly maxBodySize?: number | undefined;
  /** Called when an exchange could not be recorded. Its call is not affected. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface TapeRecorder {
  /**
   * A `fetch` that is listened to. One recorder can wrap several.
   *
   * @param fetch Sends the requests. @default the `fetch` of the platform, looked up at each call
   */
  wrap(fetch?: Fetch): Fetch;
  /**
   * The exchanges so far, in the order in which their requests were sent. Responses that are still on
   * their way are waited for. The tape is plain JSON.
   */
  tape(): Promise<Tape>;
}

/**
 * Records requests and responses in full, for `replay` in tests of one's own. A tape holds the data
 * of whoever records it: keep it to yourself, and send shapes instead (`recordShapes`).
 *
 * Tokens are in no tape, also where a response repeats one; neither are cookies, hosts and the
 * signatures of addresses in queries. Attempts that get no response are not recorded.
 *
 * @throws RangeError when `maxBodySize` is not a number of at least 0.
 * @example
 * const recorder = recordTape();
 * const kaiten = createKaiten({ domain: 'acme', token, fetch: recorder.wrap() });
 * await kaiten.cards.get({ card_id: 1 });
 * await writeFile('card.tape.json', JSON.stringify(await recorder.tape(), null, 2));
 */
export function recordTape({
  maxBodySize = 10_000_000,
  onError,
}: RecordTapeOptions = {}): TapeRecorder {
  checkNumber('maxBodySize', maxBodySize, 0);
  const tokens = new Set<string>();
  const slots: { exchange?: (redactor: Redactor) => Exchange }[] = [];

  const { settled, wrap } = listening((heard) => {
    const { init, input, method, url } = heard;
    const token = tokenOf(requestHeadOf([input, init]).headers);
    if (token) tokens.add(token);
    const operationId = operationOf(method, url, init?.call);
    const slot: (typeof slots)[number] = {};
    slots.push(slot);
    const reading = recordedRequest(heard);
    // It is awaited only once there is a response.
    reading.catch(() => {});
    return async (response) => {
      const reader = response.body ? response.clone().body?.getReader() : undefined;
      const bytes = reader && (await readUpTo(maxBodySize, reader));
      const { headers, status } = response;
      // A redirect that a browser keeps to itself.
      if (status === 0) throw new Error('A response without a status is not recorded');
      const request = await reading;
      slot.exchange = (redactor) => ({
        ...(operationId !== undefined && { operationId }),
        request: request(redactor),
        response: recordedResponse(status, headers, bytes, redactor),
      });
    };
  }, onError);

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

/** Those that the SDK, or who reads a file, goes by. No cookies. */
const RECORDED_HEADERS =
  /^(content-(type|disposition)|link|location|retry-after|x-ratelimit-[a-z]+)$/;

function recordedResponse(
  status: number,
  headers: Headers,
  bytes: Uint8Array | undefined,
  redactor: Redactor,
): RecordedResponse {
  const kept = [...headers].filter(([name]) => RECORDED_HEADERS.test(name));
  const body = bytes && redactor.body(recordedBody(bytes));
  return {
    status,
    headers: Object.fromEntries(
      kept.map(([name, value]) => [
        name,
        name === 'location' ? redactor.address(value) : redactor.text(value),
      ]),
    ),
    ...(body && { body }),
  };
}

/** @throws RangeError when there are more bytes; the rest is then not read. */
async function readUpTo(
  max: number,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > max) {
      reader.cancel().catch(() => {});
      throw new RangeError(`A response is not recorded: its body has more than ${max} bytes`);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
