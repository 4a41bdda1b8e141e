import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../cli/temporary-folder.ts';
import { clientEnvironment } from './client-environment.ts';

const REGISTRY = 'http://127.0.0.1:4873/';

test('has a separate home, without the settings and tokens of the user who runs it', async () => {
  const home = join(await folderWith({}), 'home');
  const env = await clientEnvironment({
    home,
    registry: REGISTRY,
    tools: '/tools',
    env: {
      PATH: '/usr/bin',
      LANG: 'C',
      HOME: '/home/somebody',
      npm_config_registry: 'https://packages.example.com/',
      NPM_TOKEN: 'real',
      NODE_AUTH_TOKEN: 'real',
      pnpm_config_store_dir: '/store',
      PNPM_HOME: '/pnpm',
    },
  });
  expect(env).toMatchObject({ PATH: `/tools${delimiter}/usr/bin`, LANG: 'C', HOME: home });
  expect(Object.values(env)).not.toContain('real');
  expect(Object.keys(env).filter((name) => /npm/i.test(name))).toEqual([]);
  for (const name of ['TMPDIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME']) {
    expect(env[name]?.startsWith(home)).toBe(true);
  }
  const npmrc = await readFile(join(home, '.npmrc'), 'utf8');
  expect(npmrc).toMatch(
    /^registry=http:\/\/127\.0\.0\.1:4873\/\n\/\/127\.0\.0\.1:4873\/:_authToken=\w+$/m,
  );
});
