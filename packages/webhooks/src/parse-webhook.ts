import type { z } from 'zod';
import {
  MalformedWebhookError,
  UnknownWebhookEventError,
  type WebhookIssue,
  WebhookTooLargeError,
} from './errors.js';
import { type WebhookPayloads, webhookFields, webhookSchemas } from './generated/events.gen.js';

const DEFAULT_MAX_BYTES = 1_048_576;
/**
 * The largest documented example has fewer than 200 values. zod collects every issue: a megabyte of
 * empty objects in place of columns would create millions of issues and exhaust the memory.
 */
const MAX_VALUES = 10_000;
const MAX_ISSUES = 100;

/** The name of an event, such as `card:add`. */
export type WebhookEventName = keyof WebhookPayloads;

/** The payload of any event, a union discriminated by `event`. */
export type WebhookEvent = WebhookPayloads[WebhookEventName];

export interface ParseWebhookOptions {
  /**
   * Maximum size of the body in bytes. It does not apply to a body that is already parsed.
   *
   * @default 1_048_576
   */
  readonly maxBytes?: number;
  /**
   * Called if a payload lacks properties that the documented example of its event has. Such a payload
   * is still valid if it has the ids. Errors that this function throws are not caught.
   *
   * @default undefined
   * @example
   * parseWebhook(body, {
   *   onMissing: ({ event, fields }) => console.warn(`${event} lacks`, fields),
   * });
   */
  readonly onMissing?: (missing: MissingWebhookFields) => void;
}

/** The properties that a payload lacks. */
export interface MissingWebhookFields {
  readonly event: WebhookEventName;
  /**
   * Paths such as `data.old.title`, as in the documented example of the event. If an object is
   * missing, its properties are not listed.
   */
  readonly fields: readonly string[];
}

/**
 * Validates the body of a webhook. Unknown properties and unknown enum values are accepted and kept.
 * Only the event and the ids are required: `onMissing` reports other missing properties.
 *
 * @param body The body as text, as bytes, or as parsed JSON.
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
  if (text.trim() === '') throw malformed('the body is empty');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed('the body is not JSON', cause);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('the body is not UTF-8', cause);
  }
}

function eventNameOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw malformed('the body is not an object');
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
    throw malformed(`the body has more than ${MAX_VALUES} values`);
  }
  const result = guarded(() => schema.safeParse(payload));
  if (result.success) return result.data;
  throw new MalformedWebhookError(result.error.issues.slice(0, MAX_ISSUES).map(toIssue));
}

/** Deep nesting can overflow the stack, and getters of a parsed body can throw anything. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw malformed('the body cannot be read', cause);
  }
}

function toIssue({ path, message }: z.core.$ZodIssue): WebhookIssue {
  return { path: path.map(String).join('.'), message };
}

function malformed(message: string, cause?: unknown): MalformedWebhookError {
  const options = cause === undefined ? undefined : { cause };
  return new MalformedWebhookError([{ path: '', message }], options);
}

/** The properties that the documented example of an event has and the payload lacks. */
function missingFields(webhook: WebhookPayloads[keyof WebhookPayloads]): string[] {
  return webhookFields[webhook.event].filter((path) => {
    const names = path.split('.');
    const name = names.pop() as string;
    const parent = names.reduce<unknown>(valueAt, webhook);
    return isObject(parent) && !Object.hasOwn(parent, name);
  });
}

function valueAt(parent: unknown, name: string): unknown {
  return isObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An invalid limit is a programming error, so this does not throw a WebhookError. */
export function byteLimit(maxBytes: number = DEFAULT_MAX_BYTES): number {
  if (Number.isSafeInteger(maxBytes) && maxBytes > 0) return maxBytes;
  throw new RangeError(`maxBytes must be a positive integer, received ${maxBytes}`);
}

function refuseLonger(body: string | Uint8Array, maxBytes: number): void {
  const length = typeof body === 'string' ? utf8Length(body, maxBytes) : body.byteLength;
  if (length > maxBytes) throw new WebhookTooLargeError(maxBytes);
}

/** Encodes only texts close to the limit: one UTF-16 code unit becomes one to three bytes. */
function utf8Length(text: string, maxBytes: number): number {
  const isClear = text.length > maxBytes || text.length * 3 <= maxBytes;
  return isClear ? text.length : new TextEncoder().encode(text).byteLength;
}

/**
 * Whether a value contains more than `limit` values, including itself and all nested ones. It stops
 * at the limit, so large and cyclic values are safe.
 */
function hasMoreValues(root: unknown, limit: number): boolean {
  const pending = [root];
  let count = 0;
  while (pending.length > 0) {
    const value = pending.pop();
    count += 1;
    if (count + pending.length > limit) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) pending.push(inner);
  }
  return false;
}
