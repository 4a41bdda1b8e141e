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
  it('is the host and the hashed token, wherever the token is', async () => {
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

  it('keeps the token out of everything that is told', async () => {
    const time = new VirtualTime();
    const told: unknown[] = [];
    const limited = rateLimit(async () => new Response(null, { status: 429 }), {
      clock: time,
      limit: 1,
      maxQueued: 1,
      onWait: (event) => told.push(event),
      onPause: (event) => told.push(event),
    });
    await limited(url, withToken());
    const controller = new AbortController();
    const waiting = limited(url, { ...withToken(), signal: controller.signal });
    told.push(await limited(url, withToken()).catch((error) => error), limited.stats());
    controller.abort();
    told.push(await waiting.catch((error) => error));
    expect(told).toHaveLength(5);
    expect(inspect(told, { depth: null }) + JSON.stringify(told)).not.toContain(TOKEN);
  });

  it('is the host alone where the platform cannot hash: stricter, never looser', async () => {
    vi.stubGlobal('crypto', {});
    const limited = rateLimit(async () => new Response());
    await limited(url, withToken());
    await limited(url, withToken('another'));
    expect(Object.keys(limited.stats())).toEqual(['acme.kaiten.ru']);
  });

  it('is what the option says', async () => {
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

  it('has a limit of its own, and is forgotten when it is idle', async () => {
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
