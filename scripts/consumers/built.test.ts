import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../cli/temporary-folder.ts';
import { mustBeBuilt } from './built.ts';

const SOURCE = `/** Formatted by the one. */\nexport type Thing = { a: "b"; c: 1 };\n`;
const BUILT = `export type Thing = {\n    a: 'b';\n    c: 1;\n};\n//# sourceMappingURL=it.map`;

async function packagesWith(files: Readonly<Record<string, string>>) {
  const folder = await folderWith({
    'types/src/generated/openapi.gen.ts': SOURCE,
    'types/dist/generated/openapi.gen.d.ts': BUILT,
    'client/src/generated/index.ts': SOURCE,
    'client/dist/generated/index.d.ts': BUILT,
    'zod/src/generated/index.gen.ts': SOURCE,
    'zod/dist/generated/index.gen.d.ts': BUILT,
    ...files,
  });
  return new Map(
    ['types', 'client', 'zod'].map((name) => [`@kaiten-sdk/${name}`, join(folder, name)]),
  );
}

test('packages whose declarations say what their sources say are built', async () => {
  await expect(mustBeBuilt(await packagesWith({}))).resolves.toBeUndefined();
});

test('packages that were built from other sources are refused, by name', async () => {
  const packages = await packagesWith({ 'zod/src/generated/index.gen.ts': 'export type New = 1;' });
  await expect(mustBeBuilt(packages)).rejects.toMatchObject({
    problems: [{ message: '@kaiten-sdk/zod is built from other sources' }],
  });
});

test('packages that are not built are refused, by name', async () => {
  const packages = await packagesWith({});
  packages.set('@kaiten-sdk/client', join(packages.get('@kaiten-sdk/client') ?? '', 'src'));
  await expect(mustBeBuilt(packages)).rejects.toMatchObject({
    problems: [{ message: '@kaiten-sdk/client is not built' }],
  });
});
