import type { Json } from '../../../document/json.ts';

/** As code: JSON, but for the two line breaks that end a line of code in older readers. */
export function literal(value: Json | undefined): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
