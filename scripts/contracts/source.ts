import { PipelineError, type Problem } from '../cli/problem.ts';
import { isObject, type Json } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { shortValue } from '../openapi/short-value.ts';
import { whyNotAllowed } from './location.ts';

/** Contents of `source.json`: where the spec is published and what sizes are accepted. */
export interface Source {
  readonly url: string;
  readonly limits: {
    /** The most bytes the document may have, after decompression. */
    readonly bytes: number;
    /** The most operations it may have. */
    readonly operations: number;
  };
  /** Base names of the overlay files, in the order they apply. */
  readonly overlays: readonly string[];
}

/**
 * Reads `source.json`.
 *
 * @throws PipelineError with all its problems.
 */
export async function readSource(path: string): Promise<Source> {
  const document = await readDocument(path);
  const problems = sourceProblems(document).map((problem) => ({ file: path, ...problem }));
  if (problems.length > 0) throw new PipelineError(`${path} is not as it should be`, problems);
  return document as unknown as Source;
}

function sourceProblems(document: Json): Problem[] {
  if (!isObject(document)) return [{ message: `must be an object, is ${shortValue(document)}` }];
  const { limits, overlays, url, ...others } = document;
  return [
    ...urlProblems(url),
    ...limitProblems(limits),
    ...overlayProblems(overlays),
    ...unknownKeyProblems(others, ''),
  ];
}

function urlProblems(url: Json | undefined): Problem[] {
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (!parsed) return [mustBe('/url', 'a URL', url)];
  const reason = whyNotAllowed(parsed);
  return reason ? [{ pointer: '/url', message: reason }] : [];
}

function limitProblems(limits: Json | undefined): Problem[] {
  if (!isObject(limits)) return [mustBe('/limits', 'an object', limits)];
  const { bytes, operations, ...others } = limits;
  return [
    ...Object.entries({ bytes, operations }).flatMap(([name, value]) =>
      Number.isSafeInteger(value) && Number(value) > 0
        ? []
        : [mustBe(`/limits/${name}`, 'an integer above 0', value)],
    ),
    ...unknownKeyProblems(others, '/limits'),
  ];
}

function overlayProblems(overlays: Json | undefined): Problem[] {
  if (!Array.isArray(overlays)) return [mustBe('/overlays', 'a list', overlays)];
  return overlays.flatMap((name, index) =>
    typeof name === 'string'
      ? []
      : [mustBe(`/overlays/${index}`, 'the base name of an overlay file', name)],
  );
}

function unknownKeyProblems(others: object, pointer: string): Problem[] {
  return Object.keys(others).map((key) => ({
    pointer: `${pointer}/${key}`,
    message: 'is not known here',
  }));
}

function mustBe(pointer: string, expected: string, value: Json | undefined): Problem {
  return { pointer, message: `must be ${expected}, is ${shortValue(value)}` };
}
