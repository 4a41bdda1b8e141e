import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PipelineError } from '../cli/problem.ts';

/** The location from which a spec is read. */
export type Location =
  | { readonly kind: 'http'; readonly url: URL }
  | { readonly kind: 'file'; readonly path: string };

/**
 * Parses the location of a spec: an https URL, an http URL on a loopback host, a file URL or a file
 * path. Paths are relative to the working directory.
 *
 * @throws PipelineError for anything else, including URLs with credentials.
 */
export function parseLocation(text: string): Location {
  if (!hasScheme(text)) return { kind: 'file', path: resolve(text) };
  const url = URL.parse(text);
  if (url?.protocol === 'file:') return fileLocation(url);
  const reason = url ? whyNotAllowed(url) : 'it is not a valid URL';
  if (url && !reason) return { kind: 'http', url };
  throw new PipelineError(`The spec cannot be read from ${withoutCredentials(text)}: ${reason}`);
}

/** Why a URL is not allowed; `undefined` if it is. */
export function whyNotAllowed(url: URL): string | undefined {
  if (url.username || url.password) return 'credentials in a URL end up in logs';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `${url.protocol} URLs are not supported, use https`;
  return isLoopback(url.hostname) ? undefined : 'plain http is for loopback hosts only, use https';
}

/** The text of a URL for messages and logs. */
export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/?#]*@/, '//');
}

function fileLocation(url: URL): Location {
  try {
    return { kind: 'file', path: fileURLToPath(url) };
  } catch (cause) {
    throw new PipelineError(
      `The spec cannot be read from ${url.href}: ${(cause as Error).message}`,
      [],
      { cause },
    );
  }
}

/** A single letter before the colon is a Windows drive. */
function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(text);
}

/** The URL parser has brought every spelling of an IPv4 address into the dotted one. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
