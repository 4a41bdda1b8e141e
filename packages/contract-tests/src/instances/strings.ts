import fc from 'fast-check';
import type { Schema } from '../contract/schema.ts';

/** Letters of several scripts, and whatever has a meaning in URLs, JSON or forms. */
const CHARACTERS = [...'abzAZ09 -_.~!*()%/\\?#[]@&=+,;:$\'"<>{}|^`éЖя漢'];

const SPARE_LENGTH = 12;

const FORMATS: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  uuid: () => fc.uuid(),
  'date-time': () => instants().map((instant) => instant.toISOString()),
  date: () => instants().map((instant) => instant.toISOString().slice(0, 10)),
  uri: () => fc.webUrl(),
  email: () => fc.emailAddress(),
};

/** Texts that a schema takes. */
export function texts({ format, maxLength, minLength = 0, pattern }: Schema): fc.Arbitrary<string> {
  const longest = Math.min(maxLength ?? Number.POSITIVE_INFINITY, minLength + SPARE_LENGTH);
  if (pattern !== undefined) {
    return fc
      .stringMatching(new RegExp(pattern))
      .filter(({ length }) => length >= minLength && length <= (maxLength ?? length));
  }
  const formatted = FORMATS[format ?? '']?.();
  return (
    formatted ?? fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength, maxLength: longest })
  );
}

function instants(): fc.Arbitrary<Date> {
  const [min, max] = [new Date('2000-01-01'), new Date('2099-12-31')];
  return fc.date({ min, max, noInvalidDate: true });
}
