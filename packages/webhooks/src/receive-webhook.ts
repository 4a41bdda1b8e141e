import { byteLimit } from './byte-limit.js';
import { type IncomingWebhook, incomingOf, type NodeRequest } from './incoming.js';
import { type ParseWebhookOptions, parseWebhook, type WebhookEvent } from './parse-webhook.js';
import { readBody } from './read-body.js';
import { checkWebhookSecret, type WebhookSecret } from './secret.js';

export interface ReceiveWebhookOptions extends ParseWebhookOptions {
  /**
   * A secret that the request must carry, checked before its body is read.
   *
   * @default none: whoever knows the address can send webhooks
   */
  readonly secret?: WebhookSecret;
}

/**
 * Takes a webhook from an incoming request: checks the secret, reads the body up to the limit, and
 * validates it.
 *
 * @param request A `Request`, or what `node:http` and Express hand over, its body not read yet.
 * @throws WebhookSecretError, WebhookTooLargeError, MalformedWebhookError, UnknownWebhookEventError;
 * `error.status` is what to answer with.
 * @example
 * const webhook = await receiveWebhook(request, {
 *   secret: { in: 'query', name: 'secret', value: secretFromYourSettings },
 * });
 */
export async function receiveWebhook(
  request: Request | NodeRequest,
  options: ReceiveWebhookOptions = {},
): Promise<WebhookEvent> {
  const maxBytes = byteLimit(options.maxBytes);
  const incoming = incomingOf(request);
  if (options.secret) {
    await checkWebhookSecret(carriedBy(incoming, options.secret), options.secret.value);
  }
  return parseWebhook(await readBody(incoming, maxBytes), { ...options, maxBytes });
}

function carriedBy(incoming: IncomingWebhook, { in: place, name }: WebhookSecret): string | null {
  return place === 'header' ? incoming.header(name) : incoming.query(name);
}
