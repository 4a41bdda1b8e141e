import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = ['types', 'client', 'zod'];

/** A copy of the generated packages to generate and build in, next to the real ones. */
export function makeWorkbench(root: string): { folder: string; remove(): void } {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache/bench-'));
  for (const name of ['tsconfig.base.json', 'tsconfig.package.json']) {
    cpSync(join(root, name), join(folder, name));
  }
  for (const name of PACKAGES) {
    const to = join(folder, 'packages', name);
    cpSync(join(root, 'packages', name), to, {
      recursive: true,
      filter: (path) => !/\/(node_modules|dist|generated|\.turbo)$/.test(path),
    });
  }
  const modules = join(folder, 'packages/zod/node_modules');
  mkdirSync(join(modules, '@kaiten-sdk'), { recursive: true });
  symlinkSync(join(folder, 'packages/types'), join(modules, '@kaiten-sdk/types'));
  symlinkSync(join(root, 'packages/zod/node_modules/zod'), join(modules, 'zod'));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
