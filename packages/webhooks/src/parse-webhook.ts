import type { z } from 'zod';
import { byteLimit, refuseLonger } from './byte-limit.js';
import { MalformedWebhookError, UnknownWebhookEventError, type WebhookIssue } from './errors.js';
import { type WebhookPayloads, webhookSchemas } from './generated/events.gen.js';
import { hasMoreValues } from './has-more-values.js';
import { missingFields } from './missing-fields.js';

/**
 * The largest example has under 200. Validation notes everything that is wrong: a megabyte
 * of empty objects where columns belong would make millions of issues, and end the process.
 */
const MAX_VALUES = 10_000;
const MAX_ISSUES = 100;

/** The events that Kaiten tells of, such as `card:add`. */
export type WebhookEventName = keyof WebhookPayloads;

/** What Kaiten sends, told apart by `event`. */
export type WebhookEvent = WebhookPayloads[WebhookEventName];

export interface ParseWebhookOptions {
  /**
   * Largest body to take, in bytes. Does not apply to a body that is already parsed.
   *
   * @default 1_048_576
   */
  readonly maxBytes?: number;
  /**
   * Called if a payload lacks fields that its event usually has. Such a payload is parsed all the same,
   * as long as it has the ids. What this throws is not caught.
   *
   * @default none: nothing is reported
   * @example
   * parseWebhook(body, {
   *   onMissing: ({ event, fields }) => console.warn(`${event} came without`, fields),
   * });
   */
  readonly onMissing?: (missing: MissingWebhookFields) => void;
}

/** What a payload lacks. */
export interface MissingWebhookFields {
  readonly event: WebhookEventName;
  /**
   * Paths such as `data.old.title`, as in the documented example of the event. Of an object that is
   * missing itself, no fields are named.
   */
  readonly fields: readonly string[];
}

/**
 * Validates the body of a webhook. Unknown keys are kept, and codes that are not known yet pass.
 * Nothing but the event and the ids has to be there: `onMissing` reports what else is missing.
 *
 * @param body The body as text or bytes, or as what JSON it was parsed into.
 * @throws MalformedWebhookError, UnknownWebhookEventError, WebhookTooLargeError
 * @example
 * const webhook = parseWebhook(body);
 * if (webhook.event === 'card:add') console.log(webhook.data.title);
 */
export function parseWebhook(body: unknown, options: ParseWebhookOptions = {}): WebhookEvent {
  const maxBytes = byteLimit(options.maxBytes);
  const payload = typeof body === 'string' || isBytes(body) ? parseJson(body, maxBytes) : body;
  const event = eventNameOf(payload);
  if (!isKnown(event)) throw new UnknownWebhookEventError(event);
  const webhook = validate(webhookSchemas[event], payload);
  const fields = options.onMissing ? missingFields(webhook) : [];
  if (fields.length > 0) options.onMissing?.({ event, fields });
  return webhook;
}

function isBytes(body: unknown): body is Uint8Array {
  return body instanceof Uint8Array;
}

function parseJson(body: string | Uint8Array, maxBytes: number): unknown {
  refuseLonger(body, maxBytes);
  const text = typeof body === 'string' ? body : decode(body);
  if (text.trim() === '') throw malformed('it has no body');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed('its body is not JSON', cause);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('its body is not UTF-8', cause);
  }
}

function eventNameOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw malformed('it is not an object');
  }
  const event = guarded(() => (payload as { event?: unknown }).event);
  if (typeof event === 'string') return event;
  throw new MalformedWebhookError([{ path: 'event', message: 'must be the name of an event' }]);
}

function isKnown(event: string): event is WebhookEventName {
  return Object.hasOwn(webhookSchemas, event);
}

function validate(schema: z.ZodType<WebhookEvent>, payload: unknown): WebhookEvent {
  if (guarded(() => hasMoreValues(payload, MAX_VALUES))) {
    throw malformed(`it has more than ${MAX_VALUES} values`);
  }
  const result = guarded(() => schema.safeParse(payload));
  if (result.success) return result.data;
  throw new MalformedWebhookError(result.error.issues.slice(0, MAX_ISSUES).map(toIssue));
}

/** Nesting that is too deep for the stack, and getters of objects, can throw what they like. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw malformed('it cannot be read', cause);
  }
}

function toIssue({ path, message }: z.core.$ZodIssue): WebhookIssue {
  return { path: path.map(String).join('.'), message };
}

function malformed(message: string, cause?: unknown): MalformedWebhookError {
  const options = cause === undefined ? undefined : { cause };
  return new MalformedWebhookError([{ path: '', message }], options);
}
