import type { Json, JsonObject } from '@kaiten-sdk/scripts/openapi/index.ts';
import { type Draft, drafted } from './drafted.ts';

/** Adds codes to an enum. */
export const codeActions: Draft = ({ findings, path, schema }) =>
  findings.flatMap((finding) => {
    const { codes, kind } = finding;
    if (kind !== 'unknown-enum-value' || codes.length === 0 || !schema.enum) return [];
    const { 'x-enum-descriptions': descriptions } = schema as unknown as JsonObject;
    const update = {
      enum: [...codes],
      'x-enum-varnames': codes.map(nameOf),
      ...(descriptions !== undefined && {
        'x-enum-descriptions': codes.map(() => 'Seen; what it means is not described yet.'),
      }),
    };
    return [drafted([finding], path, { 'x-expect': { enum: [...schema.enum] }, update })];
  });

function nameOf(code: Json): string {
  const words = String(code)
    .split(/[^A-Za-z\d]+/)
    .filter(Boolean);
  const name = words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('');
  return /^[A-Za-z]/.test(name) ? name : `Value${name}`;
}
