// Plain JavaScript for the machine's own Node (20 or newer): nothing is installed yet when it runs.
// Installs the workspace if it differs from the lockfile; otherwise takes a few milliseconds.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stampPath = join(root, 'node_modules/.installed');

const manifests = ['.', 'scripts', 'bench', ...foldersIn('packages'), ...foldersIn('specs')]
  .map((folder) => join(folder, 'package.json'))
  .filter((path) => existsSync(join(root, path)));

const fingerprint = fingerprintOf(['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]);

if (!isInstalled()) {
  install();
  writeFileSync(stampPath, fingerprint);
}

function foldersIn(parent) {
  return existsSync(join(root, parent))
    ? readdirSync(join(root, parent)).map((name) => join(parent, name))
    : [];
}

function fingerprintOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function isInstalled() {
  return (
    existsSync(stampPath) &&
    readFileSync(stampPath, 'utf8') === fingerprint &&
    manifests.every(hasItsModules)
  );
}

function hasItsModules(manifest) {
  const { dependencies = {}, devDependencies = {} } = readManifest(manifest);
  return Object.keys({ ...dependencies, ...devDependencies }).every((name) =>
    existsSync(join(root, manifest, '../node_modules', name)),
  );
}

function readManifest(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function install() {
  const { pnpm } = readManifest('package.json').devDependencies;
  const args = ['--yes', `pnpm@${pnpm}`, 'install', '--frozen-lockfile'];
  console.error(`Installing: npx ${args.join(' ')}`);
  const { status } = spawnSync('npx', args, {
    cwd: root,
    // Its output goes to standard error, so that `npm -s start -- --json` prints JSON alone.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('The install failed; its output is above.');
    process.exit(status ?? 1);
  }
}
