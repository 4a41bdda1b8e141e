import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const MOST_BYTES = 3_400;

it('stays small with its memory store, minified and gzipped, without core', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { rateLimit } from './rate-limit.ts';",
      resolveDir: fileURLToPath(new URL('../src', import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['@kaiten-sdk/core'],
    write: false,
  });
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThanOrEqual(MOST_BYTES);
});
