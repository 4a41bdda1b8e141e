import { describe, expect, test } from 'vitest';
import { documentedTakes } from './truth/documented.js';
import { type Note, notes } from './truth/notes.js';
import { placeOf } from './truth/place.js';

const KINDS = ['type', 'nullable', 'extra', 'enum'];

/**
 * Rows for which a test cannot determine whether the documentation rejects the value, with the
 * reason. The test still checks that the validator accepts the value.
 */
const DOCUMENTED_IN_WORDS: Readonly<Record<string, string>> = {
  'Card files': 'The documentation names the kind of file, but does not describe it.',
  'CardDetails blockers': 'The documentation has users, which lack what blocks have.',
  'uploadRestrictedCardFile response.200': 'The documentation has a file of another kind.',
  'TemplateChecklistItem text': 'The documentation has a slip of the pen for its type.',
};

/** Values that only a property without a type accepts all of. */
const ANYTHING = [null, true, 1.5, 'neither id nor date', [[[]]], { '': { '': 1 } }];

const nameOf = ({ where, field }: Note) => `${where} ${field}`;
const testable = notes.filter(
  ({ kind, unreflected }) => KINDS.includes(kind) && unreflected === undefined,
);

test('there are notes to test', () => {
  expect(testable.length).toBeGreaterThan(100);
});

describe.each(testable.map((note) => [nameOf(note), note] as const))('%s', (name, note) => {
  test('takes what the server really sends, unchanged', () => {
    const real = thingWith(note, note.value);
    expect(placeOf(note).validator.parse(real)).toEqual(real);
  });

  test('is declared, so that not everything passes', () => {
    const { validator } = placeOf(note);
    const taken = ANYTHING.filter((value) => validator.safeParse(thingWith(note, value)).success);
    expect(taken).not.toEqual(ANYTHING);
  });

  test('is not as documented', () => {
    const documented = documentedTakes(note);
    if (DOCUMENTED_IN_WORDS[name] !== undefined) expect(documented).toBeUndefined();
    else expect(documented?.(note.value)).toBe(false);
  });
});

/** A valid value with this value in the property of a note. */
function thingWith(note: Note, value: unknown): unknown {
  const { instances, validator, withValue } = placeOf(note);
  const valid = instances.find((instance) => validator.safeParse(instance).success);
  expect(valid, 'a valid thing to put the value into').toBeDefined();
  return withValue(valid, value);
}

test('no row is excused in vain', () => {
  const excused = Object.keys(DOCUMENTED_IN_WORDS);
  expect(excused.filter((name) => !testable.some((note) => nameOf(note) === name))).toEqual([]);
});
