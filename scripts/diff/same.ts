import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../openapi/json.ts';

/** Whether two values are equal, in whatever order their keys stand. */
export function same(base: Json | undefined, head: Json | undefined): boolean {
  return base === head || isDeepStrictEqual(base, head);
}

/** Whether two lists have the same members, in whatever order. */
export function sameSet(base: Json | undefined, head: Json | undefined): boolean {
  const [b, h] = [asList(base), asList(head)];
  if (b.length !== h.length) return false;
  const members = new Set(b.map((member) => JSON.stringify(member)));
  return h.every((member) => members.has(JSON.stringify(member)));
}

function asList(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
