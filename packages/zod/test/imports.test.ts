import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { contract } from './contract.js';

const execute = promisify(execFile);
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

test('an operation by itself loads its own components and nothing of other operations', async () => {
  const loaded = await modulesOf('@kaiten-sdk/zod/operations/listSpaces');
  expect(loaded.filter((path) => path.startsWith('operations/'))).toEqual([
    'operations/listSpaces.gen.js',
  ]);
  const response = contract.paths['/spaces'].get.responses['200'];
  const needed = [...componentsIn(response)].map((name) => `schemas/${name}.gen.js`);
  expect(needed).toContain('schemas/SpaceListItem.gen.js');
  expect(loaded.filter((path) => path.startsWith('schemas/')).sort()).toEqual(needed.sort());
});

test('a component by itself loads no operation', async () => {
  const loaded = await modulesOf('@kaiten-sdk/zod/schemas/CreateSpaceRequest');
  expect(loaded).toContain('schemas/CreateSpaceRequest.gen.js');
  expect(loaded.filter((path) => path.startsWith('operations/'))).toEqual([]);
});

/** The generated modules that a program loads with an import, by their path in the build. */
async function modulesOf(specifier: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    await import(${JSON.stringify(specifier)});
    console.log(JSON.stringify(loaded));`;
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: PACKAGE,
  });
  return JSON.parse(stdout)
    .map((url: string) => url.split('/dist/generated/')[1])
    .filter((path: string | undefined) => path !== undefined);
}

/** The components that a part of the contract refers to, directly or through others. */
function componentsIn(part: unknown, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    componentsIn(contract.components.schemas[name], found);
  }
  return found;
}
