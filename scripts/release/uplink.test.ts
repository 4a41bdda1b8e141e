import { expect, test } from 'vitest';
import { folderWith } from '../cli/temporary-folder.ts';
import { readUplink, uplinkOf } from './uplink.ts';

test('is what npm is configured for, where it is asked', async () => {
  const cwd = await folderWith({
    '.npmrc': 'registry=https://packages.example.com/npm/\n',
    'package.json': '{}',
  });
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)),
  );
  expect(await readUplink({ cwd, env })).toBe('https://packages.example.com/npm/');
  const told = { ...env, npm_config_registry: 'http://127.0.0.1:4873' };
  expect(await readUplink({ cwd, env: told })).toBe('http://127.0.0.1:4873/');
});

test.each(['undefined\n', '', 'ftp://example.com/', '/var/packages'])(
  '%j is refused',
  (printed) => {
    expect(() => uplinkOf(printed)).toThrow(`it says "${printed.trim()}"`);
  },
);
