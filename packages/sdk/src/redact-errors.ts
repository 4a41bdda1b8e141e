import type { Fetch } from '@kaiten-sdk/core';

/** Far more than real errors have. What is beyond is removed, so that it contains no token either. */
const MAX_OBJECTS = 10_000;

/**
 * Wraps a `fetch` so that its errors contain no token, whatever they quote: a part of a response, a URL or
 * a header, in the message or another property of the error, of its causes, or of a list of errors.
 *
 * @param redact Removes the tokens from a text.
 */
export function redactErrors(fetch: Fetch, redact: (text: string) => string): Fetch {
  return async (...request) => {
    try {
      return await fetch(...request);
    } catch (error) {
      removeTokens(error, redact);
      throw error;
    }
  };
}

/** Removes tokens also if they are encoded as part of a URL. */
export function redactingEncoded(redact: (text: string) => string): (text: string) => string {
  return (text) => {
    const plain = redact(text);
    const decoded = plain.replace(/(%[\da-f]{2})+/gi, decode);
    const redacted = redact(decoded);
    return redacted === decoded ? plain : redacted;
  };
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** Replaces, in place, all texts of an error that contain a token. Causes can be a cycle. */
function removeTokens(error: unknown, redact: (text: string) => string): void {
  const seen = new Set<object>();
  const pending = [error].filter(isObject);
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const name of Object.getOwnPropertyNames(next)) {
      const value = valueIn(next, name);
      const isBeyond = isObject(value) && seen.size >= MAX_OBJECTS;
      const replaced = isBeyond ? undefined : withoutToken(value, redact);
      if (replaced !== value) replace(next, name, replaced);
      else if (isObject(value)) pending.push(value);
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The value of a property. Only of `stack`, which some platforms compute, a getter is called. */
function valueIn(object: object, name: string): unknown {
  if (name === 'stack') return (object as Error).stack;
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}

/** A text without tokens, or bytes that contain one as a text. All other values are unchanged. */
function withoutToken(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (!(value instanceof Uint8Array)) return value;
  const text = new TextDecoder().decode(value);
  const redacted = redact(text);
  return redacted === text ? value : redacted;
}

function replace(object: object, name: string, value: unknown): void {
  try {
    const { enumerable } = Object.getOwnPropertyDescriptor(object, name) ?? {};
    Object.defineProperty(object, name, { value, enumerable, configurable: true, writable: true });
  } catch {
    // A property that cannot be changed belongs to the program, not to a response.
  }
}
