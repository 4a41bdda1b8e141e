import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseLocation } from './location.ts';

it.each([
  ['https://example.com/openapi.json'],
  ['http://127.0.0.1:8080/openapi.json'],
  ['http://127.1.2.3/'],
  ['http://127.1/'],
  ['http://0x7f000001/'],
  ['http://localhost:8080/openapi.json'],
  ['http://[::1]:8080/openapi.json'],
])('requests %s', (url) => {
  expect(parseLocation(url)).toMatchObject({ kind: 'http', url: { href: new URL(url).href } });
});

it.each([
  ['./spec.json', resolve('spec.json')],
  ['/tmp/spec.yaml', '/tmp/spec.yaml'],
  ['file:///tmp/a%20b.json', '/tmp/a b.json'],
])('reads the file %s', (text, path) => {
  expect(parseLocation(text)).toEqual({ kind: 'file', path });
});

it.each([
  ['http://example.com/openapi.json', 'plain http is for loopback hosts only'],
  ['http://127.0.0.1.example.com/', 'plain http is for loopback hosts only'],
  ['http://localhost.example.com/', 'plain http is for loopback hosts only'],
  ['http://[::2]/', 'plain http is for loopback hosts only'],
  ['ftp://127.0.0.1/openapi.json', 'ftp: URLs are not supported'],
  ['data:application/json,{}', 'data: URLs are not supported'],
  ['localhost:8080/openapi.json', 'localhost: URLs are not supported'],
  ['https://', 'it is not a valid URL'],
  ['file://host/openapi.json', 'File URL host must be'],
])('refuses %s', (text, reason) => {
  expect(() => parseLocation(text)).toThrow(reason);
});

it('refuses credentials without repeating them', () => {
  const parse = () => parseLocation('https://me:secret@example.com/openapi.json');
  expect(parse).toThrow('The spec cannot be read from https://example.com/openapi.json: cred');
});
