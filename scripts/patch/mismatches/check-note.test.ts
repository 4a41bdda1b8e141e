import { expect, it, test } from 'vitest';
import type { Json } from '../../openapi/json.ts';
import { isNote, noteProblems } from './note.ts';
import { sampleNote } from './sample.ts';

it.each<[string, Json]>([
  ['a value', sampleNote()],
  ['a reason', sampleNote({ unreflected: 'Seen once.' })],
  ['no documented value', sampleNote({ kind: 'extra', documented: null, value: 1 })],
  ['a kind that needs no value', withoutValue(sampleNote({ kind: 'status' }))],
])('accepts a note with %s', (_, note) => {
  expect(noteProblems(note)).toEqual([]);
  expect(isNote(note)).toBe(true);
});

it.each<[string, Json, string]>([
  ['is not an object', 'Card', 'a note must be an object, not a string'],
  ['is a list', [sampleNote()], 'a note must be an object, not an array'],
  ['has another field', sampleNote({ wher: 'Card' }), 'a note has no field "wher"'],
  ['has no location', sampleNote({ where: '' }), 'where must be text; it is ""'],
  ['has no real type', sampleNote({ real: 7 }), 'real must be text; it is 7'],
  [
    'documents a number',
    sampleNote({ documented: 7 }),
    'documented must be text, or null; it is 7',
  ],
  [
    'has an unknown kind',
    sampleNote({ kind: 'wrong' }),
    'kind must be one of type, nullable, extra,',
  ],
  [
    'has an unknown source',
    sampleNote({ source: 'web' }),
    'source must be one of live, cli, docs,',
  ],
  ['has no value', withoutValue(sampleNote()), 'a note of kind nullable needs a value, or unref'],
  ['has an empty reason', sampleNote({ unreflected: ' ' }), 'unreflected must be text; it is " "'],
  [
    'has a value and a reason',
    sampleNote({ unreflected: 'Seen once.', value: null }),
    'has both value and unreflected',
  ],
])('rejects a note that %s', (_, note, message) => {
  expect(noteProblems(note).map((problem) => problem.message)).toEqual([
    expect.stringContaining(message),
  ]);
  expect(isNote(note)).toBe(false);
});

test('all problems of a note are reported', () => {
  expect(noteProblems({})).toHaveLength(6);
});

function withoutValue(note: { [key: string]: Json }): Json {
  const { value: _, ...rest } = note;
  return rest;
}
