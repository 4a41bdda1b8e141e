import fc from 'fast-check';
import type { Schema } from '../contract/schema.ts';

/** Letters of several scripts, and whatever has a meaning in URLs, JSON or forms. */
const CHARACTERS = [...'abzAZ09 -_.~!*()%/\\?#[]@&=+,;:$\'"<>{}|^`éЖя漢'];

const SPARE_LENGTH = 12;

const FORMATS: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  uuid: () => fc.uuid(),
  'date-time': () => instants().map((instant) => instant.toISOString()),
  date: () => instants().map((instant) => instant.toISOString().slice(0, 10)),
  uri: () => words().map((word) => `https://example.com/${word}`),
  email: () => words().map((word) => `${word}@example.com`),
};

/** Texts that a schema takes. */
export function texts({ format, maxLength, minLength = 0, pattern }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) {
    return matching(new RegExp(pattern)).filter(
      ({ length }) => length >= minLength && length <= (maxLength ?? length),
    );
  }
  return FORMATS[format ?? '']?.() ?? ofLength(minLength, maxLength);
}

/** The library cannot make texts for a lookahead, which only excludes a few. */
function matching(pattern: RegExp): fc.Arbitrary<string> {
  return pattern.source.includes('(?!')
    ? words().filter((word) => pattern.test(word))
    : fc.stringMatching(pattern);
}

/** Short texts, and those of exactly the lengths between which they have to be. */
function ofLength(minLength: number, limit: number | undefined): fc.Arbitrary<string> {
  const maxLength = Math.min(limit ?? Number.POSITIVE_INFINITY, minLength + SPARE_LENGTH);
  const limits = [minLength, limit ?? minLength].map((length) => 'x'.repeat(length));
  return fc.oneof(
    {
      arbitrary: fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength, maxLength }),
      weight: 3,
    },
    { arbitrary: fc.constantFrom(...limits), weight: 1 },
  );
}

/** The library's own addresses take seconds to set up. */
function words(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z]{1,9}$/);
}

function instants(): fc.Arbitrary<Date> {
  const [min, max] = [new Date('2000-01-01'), new Date('2099-12-31')];
  return fc.date({ min, max, noInvalidDate: true });
}
