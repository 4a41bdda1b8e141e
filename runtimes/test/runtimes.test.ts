import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackages } from '../src/install.ts';
import { RUNTIMES, writeSuite } from '../src/runtimes.ts';
import { type RuntimeServer, startServer } from '../src/server.ts';
import { type Column, formatTable, unexpectedIn } from '../src/table.ts';
import { COMPILATIONS, compile, writeConsumer } from '../src/typescript.ts';

let folder: string;
let server: RuntimeServer;
const columns = new Map<string, Column>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runtimes-'));
  [server] = await Promise.all([
    startServer(),
    installPackages(folder).then(() => Promise.all([writeSuite(folder), writeConsumer(folder)])),
  ]);
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const inOrder = RUNTIMES.flatMap(({ name }) => columns.get(name) ?? []);
  process.stdout.write(`\n${formatTable(inOrder)}\n`);
});

describe('the packed packages', () => {
  test.concurrent.for(RUNTIMES)('work in $name', async (runtime, { skip }) => {
    const { name, missing } = runtime;
    columns.set(name, { runtime, outcomes: [] });
    if (missing) process.stdout.write(`\nSKIPPED: ${name} is not tested: ${missing}\n`);
    skip(missing !== undefined, missing);
    const column = { runtime, outcomes: await runtime.run({ folder, server }) };
    columns.set(name, column);
    expect(unexpectedIn(column)).toEqual([]);
  });
});

describe('the declarations of the packed packages', () => {
  test.concurrent.for(COMPILATIONS)(
    'compile with $typescript, $resolution, types of $platform',
    async (options) => {
      await expect(compile(folder, options)).resolves.toBeUndefined();
    },
  );
});
