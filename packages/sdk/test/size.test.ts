import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const KAITEN = `export { createKaiten } from './index.ts';`;
const TWO_CALLS = `
  export { createTransport } from './transport.ts';
  export { getCard } from '@kaiten-sdk/client';
`;

/** Bytes of a program, minified and gzipped, and what it is made of. */
async function bundled(contents: string, ...external: string[]) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../src', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['@kaiten-sdk/zod/*', ...external],
    metafile: true,
    write: false,
  });
  return {
    bytes: gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength,
    modules: Object.values(metafile.outputs)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  };
}

test('all of Kaiten, without validators', async () => {
  expect((await bundled(KAITEN)).bytes).toBeLessThanOrEqual(30_000);
});

test('a transport with one operation, retries and limiter included', async () => {
  const { bytes, modules } = await bundled(TWO_CALLS);
  expect(bytes).toBeLessThanOrEqual(9_600);
  // The generator's runtime is not wanted here, nor the table of all operations.
  const unwanted = /serverSentEvents|client\/client\.gen|operations\.gen/;
  expect(modules.filter((path) => unwanted.test(path))).toEqual([]);
});

test('what the transport adds to errors, retries and limiter', async () => {
  const own = await bundled(TWO_CALLS, '@kaiten-sdk/core', '@kaiten-sdk/re*', '@kaiten-sdk/rate*');
  expect(own.bytes).toBeLessThanOrEqual(2_800);
});
