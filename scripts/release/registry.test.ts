import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../cli/run-command.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { ROOT } from '../contracts/paths.ts';
import { clientEnvironment } from './client-environment.ts';
import { readPublished } from './packages.ts';
import { readUplink, startRegistry, uplinkOf } from './registry.ts';

const OURS = '@ours/thing';
const MANIFEST = { name: OURS, version: '1.2.3', license: 'MIT', files: ['lib'] };

/** A registry that has every package, in version 9. */
async function uplinkServer() {
  const requested: string[] = [];
  const server = createServer((request, response) => {
    requested.push(decodeURIComponent(request.url ?? ''));
    const name = decodeURIComponent((request.url ?? '').slice(1));
    const dist = { tarball: `http://${request.headers.host}/${name}.tgz`, shasum: '0'.repeat(40) };
    const versions = { '9.0.0': { name, version: '9.0.0', dist } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, versions, 'dist-tags': { latest: '9.0.0' } }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return { requested, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

test('accepts our packages with any token, and downloads all others from the uplink', async () => {
  const folder = await folderWith({
    'thing/package.json': JSON.stringify(MANIFEST),
    'thing/lib/index.js': 'export const one = 1;\n',
    'thing/not-packed.js': '',
  });
  const uplink = await uplinkServer();
  const registry = await startRegistry({
    folder: join(folder, 'registry'),
    uplink: uplink.url,
    names: [OURS],
  });
  onTestFinished(() => registry.stop());
  const env = await clientEnvironment({
    home: join(folder, 'home'),
    registry: registry.url,
    tools: join(ROOT, 'node_modules/.bin'),
  });

  await expect(readPublished(registry.url, MANIFEST)).rejects.toThrow(
    '@ours/thing@1.2.3 was not published: the registry does not have it',
  );
  await runCommand('pnpm', ['publish', '--no-git-checks'], { cwd: join(folder, 'thing'), env });
  const published = await readPublished(registry.url, MANIFEST);
  expect(published).toMatchObject({ name: OURS, version: '1.2.3', files: 2 });
  expect(published.unpackedBytes).toBeGreaterThan('export const one = 1;\n'.length);
  expect(published.packedBytes).toBeGreaterThan(0);
  expect(uplink.requested).toEqual([]);

  const { version } = (await (await fetch(`${registry.url}theirs/latest`)).json()) as {
    version: string;
  };
  expect(version).toBe('9.0.0');
  expect(uplink.requested).toEqual(['/theirs']);
});

test('accepts no connections after it has stopped', async () => {
  const folder = await folderWith({});
  const registry = await startRegistry({ folder, uplink: 'http://127.0.0.1:1/', names: [OURS] });
  expect((await fetch(`${registry.url}-/ping`)).status).toBe(200);
  await registry.stop();
  await expect(fetch(`${registry.url}-/ping`)).rejects.toThrow();
});

test('the uplink is the registry that npm is configured with, in that folder', async () => {
  const cwd = await folderWith({
    '.npmrc': 'registry=https://packages.example.com/npm/\n',
    'package.json': '{}',
  });
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)),
  );
  expect(await readUplink({ cwd, env })).toBe('https://packages.example.com/npm/');
  const configured = { ...env, npm_config_registry: 'http://127.0.0.1:4873' };
  expect(await readUplink({ cwd, env: configured })).toBe('http://127.0.0.1:4873/');
});

test.each(['undefined\n', '', 'ftp://example.com/', '/var/packages'])(
  'rejects %j as an uplink',
  (printed) => {
    expect(() => uplinkOf(printed)).toThrow(`printed "${printed.trim()}"`);
  },
);
