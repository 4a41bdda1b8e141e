import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../cli/folder.ts';
import { folderWith } from '../cli/temporary-folder.ts';
import { pruneBuilds } from './turbo.ts';

const built = (path: string) =>
  Object.fromEntries(['.js', '.js.map', '.d.ts', '.d.ts.map'].map((end) => [`${path}${end}`, '']));

test('removes builds without a source, and the folders that are empty afterwards', async () => {
  const root = await folderWith({
    'packages/zod/src/index.ts': '',
    'packages/zod/src/generated/a.gen.ts': '',
    ...built('packages/zod/dist/index'),
    ...built('packages/zod/dist/generated/a.gen'),
    ...built('packages/zod/dist/generated/b.gen'),
    ...built('packages/zod/dist/generated/gone/c.gen'),
    'packages/unbuilt/src/index.ts': '',
  });
  expect(await pruneBuilds(root)).toBe(8);
  expect(await listFiles(join(root, 'packages/zod/dist'))).toEqual(
    Object.keys({ ...built('generated/a.gen'), ...built('index') }).sort(),
  );
  await expect(access(join(root, 'packages/zod/dist/generated/gone'))).rejects.toThrow('ENOENT');
  expect(await pruneBuilds(root)).toBe(0);
});
