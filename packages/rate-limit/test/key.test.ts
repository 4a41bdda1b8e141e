import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rateLimit } from '../src/index.js';
import { virtualServer } from './virtual-server.js';
import { VirtualTime } from './virtual-time.js';

const TOKEN = 'secret-token-4f1c';
const url = 'https://acme.kaiten.ru/api/latest/cards';
const withToken = (token = TOKEN) => ({ headers: { Authorization: `Bearer ${token}` } });

afterEach(() => vi.unstubAllGlobals());

describe('the key', () => {
  it('is the host and the hashed token, however the headers are passed', async () => {
    const limited = rateLimit(async () => new Response());
    await limited(url, withToken());
    await limited(new URL(url), { headers: [['authorization', `Bearer ${TOKEN}`]] });
    await limited(new Request(url, withToken()));
    await limited(url, { headers: new Headers(withToken().headers) });
    const keys = Object.keys(limited.stats());
    expect(keys).toEqual([expect.stringMatching(/^acme\.kaiten\.ru:[\w+/]{43}=$/)]);
    expect(limited.stats()).toMatchObject({ [keys[0] as string]: { granted: 4 } });
  });

  it('differs by token and by host', async () => {
    const limited = rateLimit(async () => new Response());
    await limited(url, withToken());
    await limited(url, withToken('another'));
    await limited('https://other.kaiten.ru/', withToken());
    await limited(url);
    expect(Object.keys(limited.stats())).toHaveLength(4);
  });

  it('keeps the token out of events, errors and statistics', async () => {
    const time = new VirtualTime();
    const reported: unknown[] = [];
    const limited = rateLimit(async () => new Response(null, { status: 429 }), {
      clock: time,
      limit: 1,
      maxQueued: 1,
      onWait: (event) => reported.push(event),
      onPause: (event) => reported.push(event),
    });
    await limited(url, withToken());
    const controller = new AbortController();
    const waiting = limited(url, { ...withToken(), signal: controller.signal });
    reported.push(await limited(url, withToken()).catch((error) => error), limited.stats());
    controller.abort();
    reported.push(await waiting.catch((error) => error));
    expect(reported).toHaveLength(5);
    expect(inspect(reported, { depth: null }) + JSON.stringify(reported)).not.toContain(TOKEN);
  });

  it('is the host on platforms that cannot hash', async () => {
    vi.stubGlobal('crypto', {});
    const limited = rateLimit(async () => new Response());
    await limited(url, withToken());
    await limited(url, withToken('another'));
    expect(Object.keys(limited.stats())).toEqual(['acme.kaiten.ru']);
  });

  it('is the result of the key option', async () => {
    const limited = rateLimit(async () => new Response(), {
      key: ({ url, method, headers }) => `${method} ${url} ${headers.get('x-tenant')}`,
    });
    await limited('/cards', { method: 'PATCH', headers: { 'x-tenant': 't' } });
    await limited(new Request('http://a/', { method: 'PUT' }));
    expect(Object.keys(limited.stats())).toEqual(['PATCH /cards t', 'PUT http://a/ null']);
  });

  it('rejects the call when the option throws', async () => {
    const limited = rateLimit(fetch, {
      key: () => {
        throw new TypeError('no tenant');
      },
    });
    await expect(limited(url)).rejects.toThrow('no tenant');
  });

  it('keeps the order of the calls that wait for its hash', async () => {
    const sent: string[] = [];
    const limited = rateLimit(async (input) => {
      sent.push(String(input));
      return new Response();
    });
    await Promise.all(['/1', '/2', '/3'].map((path) => limited(url + path, withToken())));
    expect(sent).toEqual(['/1', '/2', '/3'].map((path) => url + path));
  });

  it('has a separate limit, and is removed when it is idle', async () => {
    const time = new VirtualTime();
    const server = virtualServer(time, { limit: Number.POSITIVE_INFINITY });
    const limited = rateLimit(server.fetch, { clock: time, limit: 1, key: ({ url }) => url });
    for (let count = 0; count < 1_000; count += 1) {
      await limited(`http://host-${count}/`);
    }
    expect(server.exchanges.every(({ sent }) => sent === 0)).toBe(true);
    expect(Object.keys(limited.stats()).length).toBeLessThanOrEqual(32);
  });
});
