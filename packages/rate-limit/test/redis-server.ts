import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const binary = ['redis-server', 'valkey-server'].flatMap(onPath)[0];

/** Whether a server is installed. If not, a message says that its tests are skipped. */
export const hasRedisServer = binary !== undefined;
export const redisTests = hasRedisServer ? '' : 'SKIPPED: no redis-server on PATH: ';
if (!hasRedisServer) {
  process.stderr.write(
    '\nSKIPPED: the tests of the Redis store need redis-server or valkey-server on PATH ' +
      '(apt-get install redis-server)\n\n',
  );
}

const DEFAULTS = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];

/** A separate Redis server on loopback. It stores nothing on disk and stops at the end of the scope. */
export class RedisServer {
  readonly port: number;
  readonly #folder: string;
  readonly #options: string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, options: string[]) {
    this.port = port;
    this.#options = options;
    this.#folder = folder;
  }

  /** @param options Further arguments of the command, such as `--cluster-enabled yes`. */
  static async start(...options: string[]): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'kaiten-sdk-redis-'));
    const server = new RedisServer(await freePort(), folder, options);
    await server.startAgain();
    return server;
  }

  async startAgain(): Promise<void> {
    const options = ['--port', `${this.port}`, ...DEFAULTS, ...this.#options];
    const child = spawn(binary as string, options, {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      if (/ready to accept connections/i.test(String(chunk))) break;
    }
    if (child.exitCode !== null) throw new Error(`${binary} ended with ${child.exitCode}`);
    // If the pipe is not read it fills up and blocks the server.
    child.stdout.resume();
  }

  /** Stops replying, but keeps its connections, until `unfreeze`. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  unfreeze(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Kills the server, with all its data. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true });
  }
}

function onPath(name: string): string[] {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
