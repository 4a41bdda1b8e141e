import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The packages that the suite uses, and those that they depend on. */
const PACKAGES = [
  'client',
  'core',
  'pagination',
  'rate-limit',
  'retry',
  'sdk',
  'types',
  'webhooks',
  'zod',
];

/**
 * Packs the packages and installs them with npm into a folder, as users do. Nothing is downloaded:
 * zod is packed from this workspace.
 */
export async function installPackages(folder: string): Promise<void> {
  const tarballs = join(folder, 'tarballs');
  await mkdir(tarballs, { recursive: true });
  const zod = fileURLToPath(new URL('.', import.meta.resolve('zod/package.json')));
  const pnpm = join(ROOT, 'node_modules/.bin/pnpm');
  const folders = [...PACKAGES.map((name) => join(ROOT, 'packages', name)), zod];
  await Promise.all(
    folders.map((from) => runCommand(pnpm, ['pack', '--pack-destination', tarballs], from)),
  );
  const manifests = PACKAGES.map((name) => join(ROOT, 'packages', name, 'package.json'));
  const names = [...(await Promise.all(manifests.map(nameOf))), 'zod'];
  const files = await readdir(tarballs);
  const fileOf = (name: string) => {
    const prefix = `${name.replace('@', '').replace('/', '-')}-`;
    const file = files.find(
      (path) => path.startsWith(prefix) && /^\d/.test(path.slice(prefix.length)),
    );
    if (!file) throw new Error(`${name} was not packed: there are only ${files.join(', ')}`);
    return `file:tarballs/${file}`;
  };
  const dependencies = Object.fromEntries(names.map((name) => [name, fileOf(name)]));
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  await runCommand('npm', ['install', ...options], folder);
}

async function nameOf(manifest: string): Promise<string> {
  return JSON.parse(await readFile(manifest, 'utf8')).name;
}
