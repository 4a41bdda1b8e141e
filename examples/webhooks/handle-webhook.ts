import type { WebhookEvent } from '@kaiten-sdk/webhooks';

/** What a program does with the events: here it tells of them. */
export function handleWebhook(webhook: WebhookEvent): string {
  switch (webhook.event) {
    case 'card:add':
      return `${webhook.data.author.full_name} created “${webhook.data.title}”`;
    case 'card:update':
      return `“${webhook.data.old.title}” changed: ${Object.keys(webhook.data.changes).join(', ')}`;
    case 'comment:add':
      return `${webhook.data.author.full_name} wrote on card ${webhook.data.card_id}`;
    case 'card_time_log:add':
    case 'timelog:add':
      return `${webhook.data.time_spent} minutes were logged on card ${webhook.data.card_id}`;
    default:
      return webhook.event;
  }
}
