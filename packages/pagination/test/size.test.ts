import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('is small, minified and gzipped, without core', async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['@kaiten-sdk/core'],
  });
  const bytes = outputFiles.map(({ contents }) => gzipSync(contents).byteLength);
  expect(bytes).toHaveLength(1);
  expect(bytes[0]).toBeLessThanOrEqual(3_850);
});
