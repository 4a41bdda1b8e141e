import { expect, it, test } from 'vitest';
import type { Json } from '../../openapi/json.ts';
import { isNote, noteProblems } from './note.ts';
import { sampleNote } from './sample.ts';

it.each<[string, Json]>([
  ['a value', sampleNote()],
  ['a reason', sampleNote({ unreflected: 'Seen once.' })],
  ['a documentation that says nothing', sampleNote({ kind: 'extra', documented: null, value: 1 })],
  ['a kind that no single value shows', withoutValue(sampleNote({ kind: 'status' }))],
])('takes a note with %s', (_, note) => {
  expect(noteProblems(note)).toEqual([]);
  expect(isNote(note)).toBe(true);
});

it.each<[string, Json, string]>([
  ['is no object', 'Card', 'a note must be an object, not a string'],
  ['is a list', [sampleNote()], 'a note must be an object, not an array'],
  ['has another field', sampleNote({ wher: 'Card' }), 'a note has no field "wher"'],
  ['says not where', sampleNote({ where: '' }), 'where must be text; it is ""'],
  ['has no real type', sampleNote({ real: 7 }), 'real must be text; it is 7'],
  [
    'documents a number',
    sampleNote({ documented: 7 }),
    'documented must be text, or null; it is 7',
  ],
  ['is of no kind', sampleNote({ kind: 'wrong' }), 'kind must be one of type, nullable, extra,'],
  ['is from nowhere', sampleNote({ source: 'web' }), 'source must be one of live, cli, docs,'],
  ['shows nothing', withoutValue(sampleNote()), 'a note of kind nullable needs a value, or unref'],
  ['has an empty reason', sampleNote({ unreflected: ' ' }), 'unreflected must be text; it is " "'],
  [
    'has a value and a reason',
    sampleNote({ unreflected: 'Seen once.', value: null }),
    'has both value and unreflected',
  ],
])('refuses a note that %s', (_, note, message) => {
  expect(noteProblems(note).map((problem) => problem.message)).toEqual([
    expect.stringContaining(message),
  ]);
  expect(isNote(note)).toBe(false);
});

test('everything that is wrong with a note is told at once', () => {
  expect(noteProblems({})).toHaveLength(6);
});

function withoutValue(note: { [key: string]: Json }): Json {
  const { value: _, ...rest } = note;
  return rest;
}
