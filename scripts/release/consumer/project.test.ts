import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../cli/temporary-folder.ts';
import { ROOT } from '../../contracts/paths.ts';
import { publicPackages } from '../packages.ts';
import { entryPoints, typeCheckers, writeImports, writeProject } from './project.ts';

const THING = { name: '@ours/thing', version: '1.2.3', peers: { theirs: '^2.0.0' }, commands: [] };

test('a project depends on each package in its version, on its peers, and on the tools', async () => {
  const folder = join(await folderWith({}), 'project');
  await writeProject(folder, [THING], { typescript: '7.0.2' });
  expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toMatchObject({
    type: 'module',
    dependencies: { '@ours/thing': '1.2.3', theirs: '^2.0.0' },
    devDependencies: { typescript: '7.0.2' },
  });
  const { compilerOptions } = JSON.parse(await readFile(join(folder, 'tsconfig.json'), 'utf8'));
  expect(compilerOptions).toMatchObject({ strict: true, skipLibCheck: false });
  expect(await readFile(join(folder, 'pnpm-workspace.yaml'), 'utf8')).toBe(
    'minimumReleaseAge: 0\n',
  );
  expect(await readFile(join(folder, 'call-server.ts'), 'utf8')).toContain('@kaiten-sdk/client');
});

test('imports every entry point of an installed package', async () => {
  const manifest = { exports: { '.': './lib/index.js', './more': './lib/more.js' } };
  const folder = await folderWith({
    'node_modules/@ours/thing/package.json': JSON.stringify(manifest),
  });
  expect(await writeImports(folder, [THING])).toBe(2);
  expect(await readFile(join(folder, 'import-all.ts'), 'utf8')).toMatch(
    /^import \* as m0 from '@ours\/thing';\nimport \* as m1 from '@ours\/thing\/more';\n/,
  );
});

test.each([
  ['one file', './lib/index.js', ['thing']],
  ['conditions', { '.': { types: './lib/index.d.ts', default: './lib/index.js' } }, ['thing']],
  ['no JSON', { './package.json': './package.json' }, []],
  [
    'a pattern',
    { './a/*': { types: './lib/a/*.gen.d.ts', node: './x.js', default: './lib/a/*.gen.js' } },
    ['thing/a/one', 'thing/a/two'],
  ],
  ['only types', { './types': { types: './lib/index.d.ts' } }, []],
])('entry points: %s', (_, exports, wanted) => {
  const files = ['one.gen.js', 'one.gen.d.ts', 'one.gen.bundle.js', 'two.gen.js'];
  const paths = ['lib/index.js', ...files.map((file) => `lib/a/${file}`)];
  expect(entryPoints('thing', exports, paths)).toEqual(wanted);
});

test('public packages are the ones that are not private, with peers and commands', async () => {
  const root = await folderWith({
    'packages/b/package.json': '{"name":"b","version":"2.0.0","bin":{"run-b":"b.js"}}',
    'packages/a/package.json': '{"name":"a","version":"1.0.0","peerDependencies":{"theirs":"*"}}',
    'packages/c/package.json': '{"name":"c","private":true}',
  });
  expect(await publicPackages(root)).toEqual([
    { name: 'a', version: '1.0.0', peers: { theirs: '*' }, commands: [] },
    { name: 'b', version: '2.0.0', peers: {}, commands: ['run-b'] },
  ]);
  expect((await publicPackages(ROOT)).map(({ name }) => name)).toContain('kaiten-sdk');
});

test('types are checked with the versions that this repository uses', async () => {
  expect(await typeCheckers(ROOT)).toEqual({
    typescript: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    '@types/node': expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});
