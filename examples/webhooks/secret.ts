import type { WebhookSecret } from '@kaiten-sdk/webhooks';

/**
 * The address that is entered in Kaiten ends in `?secret=…`.
 *
 * @throws Error when WEBHOOK_SECRET is not set: better no server than one that believes anybody.
 */
export function secretFromEnvironment(): WebhookSecret {
  const value = process.env.WEBHOOK_SECRET;
  if (!value) throw new Error('Set WEBHOOK_SECRET to the secret in the address given to Kaiten');
  return { in: 'query', name: 'secret', value };
}
