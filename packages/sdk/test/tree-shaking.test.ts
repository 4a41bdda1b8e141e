import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const TWO_CALLS = `
  export { createTransport } from './transport.ts';
  export { getCard } from '@kaiten-sdk/client';
`;

// How large it is, is in package.json, for size-limit.
test('importing a transport and one operation bundles nothing else', async () => {
  const { metafile } = await build({
    stdin: {
      contents: TWO_CALLS,
      resolveDir: fileURLToPath(new URL('../src', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    metafile: true,
    write: false,
  });
  const modules = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  expect(modules.some((path) => path.includes('retry/dist/retry'))).toBe(true);
  // The generator's runtime, the table of all operations, streams, tokens of functions, lists.
  const unwanted =
    /serverSentEvents|client\/client\.gen|operations\.gen|retry\/dist\/timeout\.|sdk\/src\/(list|methods|uploads|validate|hooks)\.|pagination|recorder/;
  expect(modules.filter((path) => unwanted.test(path))).toEqual([]);
});
