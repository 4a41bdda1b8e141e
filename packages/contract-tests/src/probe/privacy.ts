import { isHex } from '@kaiten-sdk/scripts/evidence/index.ts';
import type { Json } from '@kaiten-sdk/scripts/openapi/index.ts';

/** Whether a value in the place of a code is one, and nothing that a person wrote. */
export function isCode(value: unknown): value is Json {
  if (typeof value === 'string') return /^[a-z][a-z0-9_:.-]{0,39}$/i.test(value) && !isHex(value);
  return Number.isInteger(value) && Math.abs(Number(value)) < 10_000;
}
