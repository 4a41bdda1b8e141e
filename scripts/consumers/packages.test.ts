import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../cli/temporary-folder.ts';
import { requireBuilt } from './packages.ts';

const SOURCE = `/** Formatted by Biome. */\nexport type Thing = { a: "b"; c: 1 };\n`;
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

test('accepts packages whose declarations match their sources', async () => {
  await expect(requireBuilt(await packagesWith({}))).resolves.toBeUndefined();
});

test('reports packages that were built from other sources', async () => {
  const packages = await packagesWith({ 'zod/src/generated/index.gen.ts': 'export type New = 1;' });
  await expect(requireBuilt(packages)).rejects.toMatchObject({
    problems: [{ message: '@kaiten-sdk/zod was built from other sources' }],
  });
});

test('reports packages that are not built', async () => {
  const packages = await packagesWith({});
  packages.set('@kaiten-sdk/client', join(packages.get('@kaiten-sdk/client') ?? '', 'src'));
  await expect(requireBuilt(packages)).rejects.toMatchObject({
    problems: [{ message: '@kaiten-sdk/client is not built' }],
  });
});
