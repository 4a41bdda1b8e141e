import type { Redis } from 'ioredis';

/**
 * A Redis list of which nothing is lost. A worker moves an id to a list of its own, and takes it out
 * there when it is dealt with. What is in the list of a worker whose connection Redis no longer has
 * goes back.
 *
 * @param worker Name of the worker's connection, which no other one ever has.
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
    /** Puts back what this worker took and did not deal with. */
    putBack: () => putBack(mine),
    /** Puts back what dead workers left. */
    async putBackOfTheDead(): Promise<void> {
      for await (const lists of redis.scanStream({ match: `${prefix}*` })) {
        // Asked for after the lists: a worker has its connection before it has a list.
        const clients = String(await redis.client('LIST'));
        for (const list of lists) {
          if (!clients.includes(` name=${list.slice(prefix.length)} `)) await putBack(list);
        }
      }
    },
  };
}
