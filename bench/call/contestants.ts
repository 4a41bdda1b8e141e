import { createClient, createConfig, getCard, updateCard } from '@kaiten-sdk/client';
import type { paths } from '@kaiten-sdk/types';
import { createKaiten } from 'kaiten-sdk';
import { createTransport } from 'kaiten-sdk/transport';
import ky from 'ky';
import createOpenApiFetch from 'openapi-fetch';

const baseUrl = 'https://example.kaiten.ru/api/latest';
const token = 'token';
const authorization = `Bearer ${token}`;
const title = 'New title';
const json = { 'content-type': 'application/json' };

/** Responds immediately, like a network without delay. */
const fetch = async () => new Response('{"id":1,"title":"New title"}', { headers: json });

const generated = createClient(createConfig({ baseUrl, auth: token, fetch }));
const openApi = createOpenApiFetch<paths>({ baseUrl, fetch, headers: { authorization } });
const kyInstance = ky.extend({ prefix: baseUrl, fetch, headers: { authorization } });
const unlimited = { limit: 1e9 };
const client = createTransport({ baseUrl, token, fetch, rateLimit: unlimited });
const kaiten = createKaiten({ baseUrl, token, fetch, rateLimit: unlimited });

export interface Contestant {
  readonly name: string;
  readonly get: () => Promise<unknown>;
  readonly patch: () => Promise<unknown>;
}

const card = { path: { card_id: 1 }, query: { broken_api: false } };

export const contestants: readonly Contestant[] = [
  {
    name: 'bare fetch',
    get: async () => {
      const url = `${baseUrl}/cards/1?broken_api=false`;
      return (await send(new Request(url, { headers: { authorization } }))).json();
    },
    patch: async () => {
      const init = { method: 'PATCH', headers: { authorization, ...json } };
      const body = JSON.stringify({ title });
      return (await send(new Request(`${baseUrl}/cards/1`, { ...init, body }))).json();
    },
  },
  {
    name: 'generated client',
    get: async () => (await getCard({ client: generated, ...card })).data,
    patch: async () =>
      (await updateCard({ client: generated, path: card.path, body: { title } })).data,
  },
  {
    name: 'openapi-fetch',
    get: async () => (await openApi.GET('/cards/{card_id}', { params: card })).data,
    patch: async () => {
      const params = { path: card.path };
      return (await openApi.PATCH('/cards/{card_id}', { params, body: { title } })).data;
    },
  },
  {
    name: 'ky',
    get: () => kyInstance.get('cards/1?broken_api=false').json(),
    patch: () => kyInstance.patch('cards/1', { json: { title } }).json(),
  },
  {
    name: 'transport',
    get: async () => (await getCard({ client, ...card })).data,
    patch: async () => (await updateCard({ client, path: card.path, body: { title } })).data,
  },
  {
    name: 'kaiten-sdk',
    get: () => kaiten.cards.get({ card_id: 1 }),
    patch: () => kaiten.cards.update({ card_id: 1, title }),
  },
];

/** Like a plain `fetch`, which accepts a request. */
function send(request: Request): Promise<Response> {
  return (fetch as (request: Request) => Promise<Response>)(request);
}
