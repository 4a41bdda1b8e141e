// Compiled with each supported version of TypeScript, against the packed packages.
import { getCard } from '@kaiten-sdk/client';
import { rateLimit } from '@kaiten-sdk/rate-limit';
import { retry, timeout } from '@kaiten-sdk/retry';
import type { ResponseOf } from '@kaiten-sdk/types';
import { parseWebhook, receiveWebhook } from '@kaiten-sdk/webhooks';
import { zCreateCardBody } from '@kaiten-sdk/zod/operations/createCard';
import { validators } from '@kaiten-sdk/zod/validators';
import { createKaiten, isApiError, type Kaiten, type UploadProgress } from 'kaiten-sdk';
import { recordShapes } from 'kaiten-sdk/recorder';
import { createTransport } from 'kaiten-sdk/transport';
import { listProjects } from 'kaiten-sdk/undocumented';

export const kaiten: Kaiten = createKaiten({
  domain: 'acme',
  token: 'x',
  validate: 'strict',
  validators,
});
export async function program() {
  const card = await kaiten.cards.get({ card_id: 1 });
  const id: number = card.id;
  const whole: ResponseOf<'getCard'> = card;
  const list = kaiten.cards.list({ board_id: 1 });
  for await (const { title } of list) title.trim();
  const all = await kaiten.tags.list().toArray({ max: 10 });
  const response = await kaiten.download('x');
  await kaiten.restrictedAccessCardFiles.upload(
    { card_id: 'x', body: { file: await response.blob() } },
    { onProgress: ({ sent }: UploadProgress) => sent.toFixed() },
  );
  const client = createTransport({ baseUrl: 'https://acme.kaiten.ru/api/latest', token: 'x' });
  const { data } = await getCard({ client, path: { card_id: 1 } });
  const projects = await listProjects({ client: kaiten.client });
  const webhook = parseWebhook('{}');
  const body = zCreateCardBody.parse({});
  return {
    id,
    whole,
    list,
    all,
    data,
    projects,
    webhook,
    body,
    response,
    receiveWebhook,
    recordShapes,
    fetch: retry(rateLimit(timeout(fetch))),
  };
}
export const guard = (error: unknown) => isApiError(error) && error.status;
// @ts-expect-error: cards have no such property
export const wrong = async () => (await kaiten.cards.get({ card_id: 1 })).nothing;
