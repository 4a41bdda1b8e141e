import type { Json } from '@kaiten-sdk/scripts/lib/document/json.ts';

/** Stands for names that may be data: ids, addresses, what people wrote. */
export const HIDDEN_NAME = '*';

/** The name of a field; hidden where it may be a value that serves as a key. */
export function fieldName(key: string): string {
  return /^[A-Za-z_$][\w$-]{0,63}$/.test(key) && !/\d{3}/.test(key) && !isHex(key)
    ? key
    : HIDDEN_NAME;
}

/** Whether a value in the place of a code is one, and nothing that a person wrote. */
export function isCode(value: unknown): value is Json {
  if (typeof value === 'string') return /^[a-z][a-z0-9_:.-]{0,39}$/i.test(value) && !isHex(value);
  return Number.isInteger(value) && Math.abs(Number(value)) < 10_000;
}

function isHex(text: string): boolean {
  return text.length >= 16 && /^[\da-f-]+$/i.test(text);
}
