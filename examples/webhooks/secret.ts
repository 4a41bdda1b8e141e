import type { WebhookSecret } from '@kaiten-sdk/webhooks';

/**
 * The secret from the environment. The URL that is entered in Kaiten ends with `?secret=…`.
 *
 * @throws Error if WEBHOOK_SECRET is not set, so that the server does not accept requests from anyone.
 */
export function secretFromEnvironment(): WebhookSecret {
  const value = process.env.WEBHOOK_SECRET;
  if (!value)
    throw new Error('Set WEBHOOK_SECRET to the secret in the URL that is entered in Kaiten');
  return { in: 'query', name: 'secret', value };
}
