import { afterEach, expect, test, vi } from 'vitest';
import { createKaiten, type KaitenOptions } from '../src/index.js';

afterEach(() => vi.unstubAllEnvs());

async function addressOf(options: KaitenOptions): Promise<string> {
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request) => {
    asked.push(String(input));
    return Response.json({});
  };
  await createKaiten({ token: 'secret', ...options, fetch } as KaitenOptions).boards.get({ id: 1 });
  return asked.join();
}

test.each([
  [{ domain: 'acme' }, 'https://acme.kaiten.ru/api/latest/boards/1'],
  [{ domain: 'acme.kaiten.ru' }, 'https://acme.kaiten.ru/api/latest/boards/1'],
  [{ domain: 'acme.kaiten.io' }, 'https://acme.kaiten.io/api/latest/boards/1'],
  [{ domain: 'acme.flowfast.io' }, 'https://acme.flowfast.io/api/latest/boards/1'],
  [{ domain: 'kaiten.example.com:8443' }, 'https://kaiten.example.com:8443/api/latest/boards/1'],
  [{ baseUrl: 'http://localhost:3000/api/v1//' }, 'http://localhost:3000/api/v1/boards/1'],
])('%o is a place', async (options, address) => {
  expect(await addressOf(options)).toBe(address);
});

test('what options lack is taken from the environment', async () => {
  vi.stubEnv('KAITEN_DOMAIN', 'from-env');
  vi.stubEnv('KAITEN_TOKEN', 'token-from-env');
  expect(await addressOf({})).toBe('https://from-env.kaiten.ru/api/latest/boards/1');
  expect(await addressOf({ domain: 'given' })).toContain('//given.');
  expect(await addressOf({ baseUrl: 'https://a.example/api' })).toBe(
    'https://a.example/api/boards/1',
  );
  expect(() => createKaiten()).not.toThrow();
});

test.each<[object, string]>([
  [{}, 'No domain: give domain or baseUrl, or set KAITEN_DOMAIN'],
  [{ domain: 'acme' }, 'No token: give token, or set KAITEN_TOKEN'],
  [{ domain: 'acme', baseUrl: 'https://a.example' }, 'leave one out'],
  [{ domain: 'https://acme.kaiten.ru' }, 'or a whole address as baseUrl'],
  [{ domain: 'acme/..' }, 'domain is "acme/.."'],
  [{ baseUrl: 'acme' }, 'baseUrl must be an address'],
  [{ baseUrl: 'https://user:word@a.example' }, 'baseUrl must be an address'],
  [{ baseUrl: 'ftp://a.example' }, 'baseUrl must be an address'],
  [
    { domain: 'acme', token: 'x', validate: 'on' },
    'validate is "on": give one of off, report, strict',
  ],
])('%o is refused', (options, message) => {
  vi.stubEnv('KAITEN_DOMAIN', '');
  vi.stubEnv('KAITEN_TOKEN', message.startsWith('No token') ? '' : 'x');
  expect(() => createKaiten(options as KaitenOptions)).toThrow(message);
});

test('options that exclude each other do not compile', () => {
  const both = () =>
    // @ts-expect-error: one of the two
    createKaiten({ domain: 'acme', baseUrl: 'https://acme.kaiten.ru/api/latest' });
  expect(both).toThrow(TypeError);
  // @ts-expect-error: no such mode
  expect(() => createKaiten({ domain: 'acme', validate: 'on' })).toThrow(TypeError);
});
