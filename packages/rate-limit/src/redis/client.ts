/** The methods used of an `ioredis` client or its `Cluster`. */
export interface IoredisClient {
  evalsha(sha1: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** The methods used of a `redis` (node-redis) client, version 4 or newer, or its cluster. */
export interface NodeRedisClient {
  evalSha(sha1: string, input: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, input: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client that is connected, or that connects on its own. */
export type RedisClient = IoredisClient | NodeRedisClient;

/** Runs a Lua script. */
export type RunScript = (script: string, keys: string[], args: string[]) => Promise<unknown>;

/**
 * Runs scripts by hash, and by text if the server does not know them (any more).
 *
 * @throws TypeError if the client is neither an ioredis nor a node-redis client.
 */
export function scriptRunnerOf(client: RedisClient): RunScript {
  const { byHash, byText } = commandsOf(client);
  const hashes = new Map<string, Promise<string>>();
  return async (script, keys, args) => {
    const hash = hashes.get(script) ?? sha1Of(script);
    hashes.set(script, hash);
    try {
      return await byHash(await hash, keys, args);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await byText(script, keys, args);
    }
  };
}

function commandsOf(client: RedisClient): { byHash: RunScript; byText: RunScript } {
  if (has(client, 'evalSha')) {
    return {
      byHash: (sha1, keys, args) => client.evalSha(sha1, { keys, arguments: args }),
      byText: (script, keys, args) => client.eval(script, { keys, arguments: args }),
    };
  }
  if (has(client, 'evalsha')) {
    return {
      byHash: (sha1, keys, args) => client.evalsha(sha1, keys.length, ...keys, ...args),
      byText: (script, keys, args) => client.eval(script, keys.length, ...keys, ...args),
    };
  }
  throw new TypeError(
    'The client of redisStore must be one of ioredis or of redis (node-redis) 4 or newer',
  );
}

function has<Name extends 'evalSha' | 'evalsha'>(
  client: RedisClient,
  name: Name,
): client is Extract<RedisClient, Record<Name, unknown>> {
  return typeof (client as Partial<Record<Name, unknown>> | null)?.[name] === 'function';
}

async function sha1Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
