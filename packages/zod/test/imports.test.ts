import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { componentsIn, contract, operations } from './contract.js';

const execute = promisify(execFile);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

test('an operation is a single file in Node, with only its own components', async () => {
  const loaded = await modulesOf('@kaiten-sdk/zod/operations/listSpaces');
  expect(loaded).toEqual(['operations/listSpaces.gen.bundle.js']);
  const bundle = await readFile(join(PACKAGE, 'dist/generated', loaded[0] ?? ''), 'utf8');
  const bundled = new Set(
    [...bundle.matchAll(/^\/\/ dist\/generated\/(.+)$/gm)].map(([, path]) => path),
  );
  expect([...bundled].sort()).toEqual(
    [...componentsOf('/spaces'), 'operations/listSpaces.gen.js'].sort(),
  );
});

test('the map of validators loads no operation until it is asked for one, as a single file', async () => {
  expect(await modulesOf('@kaiten-sdk/zod/validators')).toEqual(['validators.gen.js']);
  const source = `const { validators } = await import('@kaiten-sdk/zod/validators');
    console.log(Object.keys(await validators.operations.getCard()).sort().join());
    console.log(Object.keys(validators.operations).length);`;
  const [names, count] = (await outputOf(source)).split('\n');
  expect(names).toBe('zGetCardPath,zGetCardQuery,zGetCardResponse');
  expect(Number(count)).toBe(operations.length);
});

test('an operation loads the same modules without the Node bundle', async () => {
  const loaded = await modulesOf('./dist/generated/operations/listSpaces.gen.js');
  expect(loaded.sort()).toEqual(
    [...componentsOf('/spaces'), 'operations/listSpaces.gen.js'].sort(),
  );
});

test('a component does not load operations', async () => {
  const loaded = await modulesOf('@kaiten-sdk/zod/schemas/CreateSpaceRequest');
  expect(loaded).toContain('schemas/CreateSpaceRequest.gen.js');
  expect(loaded.filter((path) => path.startsWith('operations/'))).toEqual([]);
});

test.each(['report', 'issues'])('the module %s loads neither zod nor validators', async (name) => {
  const loaded = await urlsOf(`@kaiten-sdk/zod/${name}`);
  expect(
    loaded.filter((url) => !url.includes(`/dist/${name}`)).map((url) => basename(url)),
  ).toEqual(name === 'report' ? ['known-values.js'] : []);
});

test('reportUnknown finds the known values of a bundled operation', async () => {
  const printed = await outputOf(`
    import { reportUnknown } from '@kaiten-sdk/zod/report';
    import { zGetCardResponse } from '@kaiten-sdk/zod/operations/getCard';
    reportUnknown(zGetCardResponse, { state: 4 }, (finding) => console.log(JSON.stringify(finding)));`);
  expect(JSON.parse(printed)).toEqual({
    kind: 'enum',
    path: ['state'],
    value: 4,
    known: [1, 2, 3],
  });
});

/** The generated modules that a program loads with an import, by their path in the build. */
async function modulesOf(specifier: string): Promise<string[]> {
  return (await urlsOf(specifier))
    .map((url) => url.split('/dist/generated/')[1])
    .filter((path) => path !== undefined);
}

/** All modules that a program loads with an import. */
async function urlsOf(specifier: string): Promise<string[]> {
  const printed = await outputOf(`
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    await import(${JSON.stringify(specifier)});
    console.log(JSON.stringify(loaded));`);
  return JSON.parse(printed);
}

/** What a program prints that is run where the package is. */
async function outputOf(program: string): Promise<string> {
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: PACKAGE,
  });
  return stdout;
}

function componentsOf(path: string): string[] {
  const response = contract.paths[path].get.responses['200'];
  const files = [...componentsIn(response)].map((name) => `schemas/${name}.gen.js`);
  expect(files).toContain('schemas/SpaceListItem.gen.js');
  return files;
}
