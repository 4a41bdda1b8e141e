import type { WebhookEvent } from '@kaiten-sdk/webhooks';

/**
 * Describes an event in one line. Only the ids are required, so every other property has a
 * fallback.
 */
export function handleWebhook(webhook: WebhookEvent): string {
  switch (webhook.event) {
    case 'card:add':
      return `${nameOf(webhook.data.author)} created “${webhook.data.title ?? webhook.data.id}”`;
    case 'card:update': {
      const { changes = {}, old } = webhook.data;
      return `“${old.title ?? old.id}” changed: ${Object.keys(changes).join(', ')}`;
    }
    case 'comment:add':
      return `${nameOf(webhook.data.author)} wrote on card ${webhook.data.card_id}`;
    case 'card_time_log:add':
    case 'timelog:add':
      return `${webhook.data.time_spent ?? 'Some'} minutes were logged on card ${webhook.data.card_id}`;
    default:
      return webhook.event;
  }
}

function nameOf(author: { readonly full_name?: string } | undefined): string {
  return author?.full_name ?? 'Somebody';
}
