/** What is needed of an `ioredis` client, or of its `Cluster`. */
export interface IoredisClient {
  evalsha(sha1: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** What is needed of a client of `redis` (node-redis) 4 or newer, or of its cluster. */
export interface NodeRedisClient {
  evalSha(sha1: string, input: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, input: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client that you have already. It must be connected, or connect by itself. */
export type RedisClient = IoredisClient | NodeRedisClient;

/** The two commands that run a script, whichever client it is. */
export interface ScriptCommands {
  byHash(sha1: string, keys: string[], args: string[]): Promise<unknown>;
  byText(script: string, keys: string[], args: string[]): Promise<unknown>;
}

/** @throws TypeError for what is neither an ioredis nor a node-redis client. */
export function scriptCommandsOf(client: RedisClient): ScriptCommands {
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
