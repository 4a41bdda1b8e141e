import type { Json } from '../../openapi/json.ts';

/** What the specification's merge rules tell apart. */
type Kind = 'object' | 'array' | 'primitive';

export function kindOf(value: Json): Kind {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' && value !== null ? 'object' : 'primitive';
}
