import { WebhookTooLargeError } from './errors.js';

const DEFAULT_MAX_BYTES = 1_048_576;

/** The limit to use. A wrong one is the program's mistake, so that it is no WebhookError. */
export function byteLimit(maxBytes: number = DEFAULT_MAX_BYTES): number {
  if (Number.isSafeInteger(maxBytes) && maxBytes > 0) return maxBytes;
  throw new RangeError(`maxBytes must be a whole number of bytes above 0, found ${maxBytes}`);
}

export function refuseLonger(body: string | Uint8Array, maxBytes: number): void {
  const length = typeof body === 'string' ? utf8Length(body, maxBytes) : body.byteLength;
  if (length > maxBytes) throw new WebhookTooLargeError(maxBytes);
}

/** Exact only near the limit: one UTF-16 unit takes one to three bytes. */
function utf8Length(text: string, maxBytes: number): number {
  const isSurelyOnOneSide = text.length > maxBytes || text.length * 3 <= maxBytes;
  return isSurelyOnOneSide ? text.length : new TextEncoder().encode(text).byteLength;
}
