import { type EncodedOperation, KaitenError } from '@kaiten-sdk/core';

/**
 * A request body as JSON.
 *
 * @throws KaitenError if `JSON.stringify` would replace a value by `null` or `{}`, or omit it. The
 * message names the operation, the property and the value.
 */
export function jsonText(operation: EncodedOperation, body: unknown): string {
  return JSON.stringify(body, function (this: Readonly<Record<string, unknown>>, name, value) {
    // Not `value`: `toJSON` was already called for that one.
    const own = this[name];
    if (isLossless(own, Array.isArray(this))) return value;
    const kind = typeof own === 'object' ? Object.prototype.toString.call(own) : String(own);
    throw new KaitenError(
      `${operation.method} ${operation.pathTemplate}: ${name || 'body'} is ${kind}; pass a value that JSON can contain`,
      operation,
    );
  });
}

function isLossless(value: unknown, isInArray: boolean): boolean {
  if (typeof value === 'object' && value !== null) {
    if (value instanceof Date) return !Number.isNaN(Number(value));
    if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return true;
    return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
  }
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === undefined) return !isInArray;
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}
