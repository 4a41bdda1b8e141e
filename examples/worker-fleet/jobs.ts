import type { Redis } from 'ioredis';

/**
 * A reliable queue in Redis lists. A worker moves an id to a separate list, and removes it when it is
 * processed. Ids of workers that are no longer connected to Redis are put back.
 *
 * @param worker Unique name of the worker's Redis connection.
 */
export function jobsIn(queue: string, redis: Redis, worker: string) {
  const prefix = `${queue}:of:`;
  const mine = prefix + worker;

  const putBack = async (list: string): Promise<void> => {
    while ((await redis.lmove(list, queue, 'RIGHT', 'LEFT')) !== null);
  };
  return {
    take: () => redis.lmove(queue, mine, 'LEFT', 'RIGHT'),
    done: (id: string) => redis.lrem(mine, 1, id),
    failed: (id: string) => redis.multi().rpush(`${queue}:failed`, id).lrem(mine, 1, id).exec(),
    /** Puts back the unfinished ids of this worker. */
    putBack: () => putBack(mine),
    /** Puts back the ids of workers that are no longer connected. */
    async putBackOfTheDead(): Promise<void> {
      for await (const lists of redis.scanStream({ match: `${prefix}*` })) {
        // Read after the lists: a worker connects before it creates its list.
        const clients = String(await redis.client('LIST'));
        for (const list of lists) {
          if (!clients.includes(` name=${list.slice(prefix.length)} `)) await putBack(list);
        }
      }
    },
  };
}
