import { isDeepStrictEqual } from 'node:util';
import type { SentRequest } from './sent-request.ts';

const FIELDS = ['method', 'path', 'query', 'authorization', 'contentType', 'body'] as const;

/** In what a request is not the one that it should be, each in one line. */
export function requestDifferences(expected: SentRequest, sent: SentRequest): string[] {
  return FIELDS.filter((field) => !isDeepStrictEqual(expected[field], sent[field])).map(
    (field) => `${field}: sends ${shown(sent[field])}, should be ${shown(expected[field])}`,
  );
}

/** A value in a message: enough to find it. */
export function shown(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : (JSON.stringify(value) ?? String(value)).slice(0, LONGEST);
}

const LONGEST = 300;
