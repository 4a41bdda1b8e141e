// Logs webhook events, and requests the card if an event lacks details.

import type { Card } from '@kaiten-sdk/types';
import {
  receiveWebhook,
  WebhookError,
  type WebhookEvent,
  type WebhookEventName,
  type WebhookPayloads,
} from '@kaiten-sdk/webhooks';
import { createClient, createConfig, getCard, operations } from 'kaiten-sdk';

const client = createClient(createConfig({ baseUrl: 'https://example.kaiten.ru/api/latest' }));

export async function handle(request: Request): Promise<Response> {
  try {
    console.log(await describe(await receiveWebhook(request)));
    return new Response(null, { status: 200 });
  } catch (error) {
    return new Response(null, { status: error instanceof WebhookError ? error.status : 500 });
  }
}

async function describe(webhook: WebhookEvent): Promise<string> {
  switch (webhook.event) {
    case 'card:add':
      return `${webhook.data.author.full_name} created ${webhook.data.title}`;
    case 'card:update':
      return changed(webhook);
    case 'comment:add':
      return `${webhook.data.author.full_name} wrote on ${await titleOf(webhook.data.card_id)}`;
    case 'card_time_log:add':
    case 'timelog:add':
      return `${webhook.data.time_spent.toFixed()} minutes on ${webhook.data.card_id.toFixed()}`;
    default:
      return webhook.event;
  }
}

function changed({ data }: WebhookPayloads['card:update']): string {
  return `${data.old.title} changed: ${Object.keys(data.changes).join(', ')}`;
}

async function titleOf(id: Card['id']): Promise<Card['title']> {
  const { data } = await getCard({ client, path: { card_id: id }, throwOnError: true });
  return data.title;
}

export const READS: ReadonlySet<string> = new Set(
  Object.values(operations)
    .filter(({ method, deprecated }) => method === 'GET' && !deprecated)
    .map(({ path }) => path),
);

export const WATCHED = ['card:add', 'card:update'] as const satisfies readonly WebhookEventName[];
