import type { Json, JsonObject } from '../../openapi/json.ts';
import { overlayOf } from '../../testing/overlay-of.ts';
import type { Mismatch } from './note.ts';

/** For tests: a valid note on `Card` of the sample contract. */
export function sampleNote(more: JsonObject = {}): JsonObject {
  return {
    where: 'Card',
    field: 'title',
    documented: 'string',
    real: 'string or null',
    kind: 'nullable',
    source: 'live',
    ...('unreflected' in more ? {} : { value: null }),
    ...more,
  };
}

export function sampleMismatch(more: JsonObject = {}): Mismatch {
  const note = sampleNote(more) as unknown as Mismatch;
  return { ...note, file: 'test.overlay.yaml', pointer: '/actions/0/x-mismatches/0' };
}

/** For tests: an overlay with these notes on its one action. */
export function overlayWithNotes(notes: Json) {
  return overlayOf([{ target: '$.info', update: {}, 'x-mismatches': notes }]);
}
