import { describe, expect, it } from 'vitest';
import { type Fetch, followRedirects } from '../src/index.js';

/** Redirects to each of the locations, and then returns 200. */
function redirecting(...locations: string[]) {
  const sent: [url: string, method: string | undefined, redirect: string | undefined][] = [];
  const fetch: Fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    sent.push([url, init?.method, init?.redirect]);
    const location = locations.shift();
    return location === undefined
      ? new Response('{}')
      : new Response(null, { status: 302, headers: { location } });
  };
  return { sent, send: followRedirects(fetch) };
}

describe('followRedirects', () => {
  it('resolves locations against the previous URL', async () => {
    const { sent, send } = redirecting('b/c?d', 'e', '/f', '//x/g#h');
    expect((await send('http://x/a')).status).toBe(200);
    expect(sent.map(([url]) => url)).toEqual([
      'http://x/a',
      'http://x/b/c?d',
      'http://x/b/e',
      'http://x/f',
      'http://x/g#h',
    ]);
    expect(new Set(sent.map(([, , redirect]) => redirect))).toEqual(new Set(['manual']));
  });

  it('keeps the method and the headers of a Request', async () => {
    const seen: (string | null)[] = [];
    const inner: Fetch = async (input, init) => {
      const request = new Request(input, init);
      seen.push(`${request.method} ${request.url} ${request.headers.get('a')}`);
      return seen.length > 1
        ? new Response()
        : new Response(null, { status: 307, headers: { location: '/b' } });
    };
    await followRedirects(inner)(
      new Request('http://x/a', { method: 'HEAD', headers: { a: '1' } }),
    );
    expect(seen).toEqual(['HEAD http://x/a 1', 'HEAD http://x/b 1']);
  });

  it.each(['http://y/', 'https://x/', 'http://x:81/', '//x.y/', 'file:///x', 'http://a:b@x/'])(
    'returns a redirect to %s',
    async (location) => {
      const { sent, send } = redirecting(location);
      expect((await send('http://x/a')).status).toBe(302);
      expect(sent).toHaveLength(1);
    },
  );

  it('does nothing if the caller sets redirect', async () => {
    const { sent, send } = redirecting('/b');
    expect((await send('http://x/a', { redirect: 'manual' })).status).toBe(302);
    expect(sent).toHaveLength(1);
  });
});
