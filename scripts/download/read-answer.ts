import { STATUS_CODES } from 'node:http';
import { excerpt } from '../cli/format-count.ts';
import type { SpecAnswer, Validators } from './answer.ts';
import { SpecRejectedError } from './errors.ts';
import { readBody, readBodyStart } from './read-body.ts';
import { isTransientStatus, parseRetryAfter } from './retry-policy.ts';
import { tooLarge } from './too-large.ts';

interface Asked {
  readonly url: URL;
  readonly isConditional: boolean;
  /** The most bytes the document may have, after decompression. */
  readonly maxBytes: number;
}

/**
 * Takes the document, or the news that there is no newer one, from a response.
 *
 * @throws SpecRejectedError for any other response, and whatever reading the body fails with.
 */
export async function readAnswer(response: Response, asked: Asked): Promise<SpecAnswer> {
  if (response.status === 304 && asked.isConditional) return { kind: 'not-modified' };
  if (response.status !== 200) throw await refusal(response, asked.url);
  return {
    kind: 'document',
    bytes: await readWithin(asked.maxBytes, response, asked.url),
    ...validatorsOf(response.headers),
    finalUrl: asked.url.href,
    contentType: response.headers.get('content-type'),
  };
}

function validatorsOf(headers: Headers): Validators {
  return { etag: headers.get('etag') || null, lastModified: headers.get('last-modified') || null };
}

async function readWithin(limit: number, response: Response, url: URL): Promise<Buffer> {
  const declared = Number(response.headers.get('content-length') ?? 0);
  const body = declared > limit ? undefined : await readBody(response.body, limit);
  if (body) return body;
  await response.body?.cancel();
  throw tooLarge(url.href, limit, declared > limit ? declared : undefined);
}

async function refusal(response: Response, url: URL): Promise<SpecRejectedError> {
  const { headers, status } = response;
  const start = await readBodyStart(response.body).catch(() => Buffer.alloc(0));
  const contentType = excerpt(headers.get('content-type') ?? 'no content type');
  const name = STATUS_CODES[status] ?? 'an unknown status';
  const unasked = status === 304 ? ' to a request without conditions' : '';
  const problem = {
    file: url.href,
    message: `${contentType}: ${excerpt(start.toString()) || 'an empty body'}`,
    hint: 'Check the URL, or go on from the pinned snapshot with --pinned.',
  };
  return new SpecRejectedError(`${url.href} answered ${status} ${name}${unasked}`, [problem], {
    isTransient: isTransientStatus(status),
    retryAfterMs: parseRetryAfter(headers.get('retry-after'), Date.now()),
  });
}
