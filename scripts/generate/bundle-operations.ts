import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { listFiles } from '../cli/folder.ts';

const dist = join(process.cwd(), 'dist');

/**
 * Runs in the validators package after its build: writes a bundle of each operation and everything
 * it refers to next to its file. Node loads one file at a time, so the dozens of small files of an
 * operation would take 20 to 60 ms. Bundlers use the small files and share them between operations.
 */
const folder = join(dist, 'generated/operations');
const modules = (await listFiles(folder)).filter((path) => path.endsWith('.gen.js'));

const lightComponents: Plugin = {
  name: 'light-components',
  setup({ onResolve }) {
    onResolve({ filter: /\/lazily\.js$/ }, ({ importer }) =>
      importer.startsWith(join(dist, 'generated/schemas'))
        ? { path: join(dist, 'lazily-inside.js') }
        : undefined,
    );
  },
};

await build({
  entryPoints: modules.map((path) => join(folder, path)),
  outdir: folder,
  outExtension: { '.js': '.bundle.js' },
  bundle: true,
  external: ['zod'],
  plugins: [lightComponents],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  sourcemap: true,
  logLevel: 'warning',
});
