import { bodyKey, parsed, pathKey, queryKey } from './request-keys.js';
import type { Exchange, RecordedRequest } from './tape.js';

/** In words, what on a tape comes nearest to a request that is not on it. */
export function nearest(
  made: RecordedRequest,
  exchanges: readonly Exchange[],
  ignored: ReadonlySet<string>,
): string {
  const requests = exchanges.map(({ request }) => request);
  const [samePath, ...others] = requests.filter((one) => pathKey(one) === pathKey(made));
  if (!samePath) return similarPaths(made, requests);
  const sameMethod = [samePath, ...others].filter(({ method }) => method === made.method);
  if (sameMethod.length === 0) {
    const methods = new Set([samePath, ...others].map(({ method }) => method));
    return `the path is there with ${[...methods].join(', ')}`;
  }
  const sameQuery = sameMethod.find((one) => queryKey(one, ignored) === queryKey(made, ignored));
  if (sameQuery) return `it is there with another body: ${bodyDifference(made, sameQuery)}`;
  const queries = [...new Set(sameMethod.map((one) => queryKey(one, ignored)))].slice(0, SHOWN);
  const recorded = queries.map((query) => query || 'no query').join(' or ');
  return `with ${queryKey(made, ignored) || 'no query'}, while it is there with ${recorded}`;
}

const SHOWN = 3;

function similarPaths(made: RecordedRequest, requests: readonly RecordedRequest[]): string {
  if (requests.length === 0) return 'the tape is empty';
  const wanted = pathKey(made).split('/');
  const alike = (one: RecordedRequest) => {
    const segments = pathKey(one).split('/');
    const equal = segments.filter((segment, index) => segment === wanted[index]).length;
    return equal - Math.abs(segments.length - wanted.length);
  };
  const lines = new Map(requests.map((one) => [`${one.method} ${one.path}`, alike(one)]));
  const shown = [...lines].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  return `near it are ${shown.map(([line]) => line).join(', ')}`;
}

function bodyDifference(made: RecordedRequest, recorded: RecordedRequest): string {
  const [ours, theirs] = [made, recorded].map(propertiesOf);
  if (!ours || !theirs) return 'it differs';
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const different = names.filter((name) => keyOf(ours[name]) !== keyOf(theirs[name]));
  return `${different.join(', ')} differ${different.length === 1 ? 's' : ''}`;
}

function propertiesOf({ body }: RecordedRequest): Record<string, unknown> | undefined {
  const value = body && 'text' in body ? parsed(body.text) : undefined;
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}

function keyOf(value: unknown): string {
  return bodyKey({ method: '', path: '', body: { text: JSON.stringify(value) ?? '' } });
}
