import type { PermitResult, RateLimitRule } from '../store.js';
import { type RedisClient, type RunScript, scriptRunnerOf } from './client.js';
import {
  KEY_NAMES,
  learnScript,
  pauseScript,
  restrictScript,
  settleScript,
  takeScript,
} from './scripts.js';

/** The longest time that is sent to Redis, in milliseconds: 24 days. It does not accept `Infinity`. */
const MAX_TIME = 2 ** 31;

/** The permits in Redis. All keys there expire. */
export class SharedPermits {
  readonly #runScript: RunScript;
  readonly #prefix: string;
  readonly #process = crypto.randomUUID();
  #count = 0;

  constructor(client: RedisClient, prefix: string) {
    this.#runScript = scriptRunnerOf(client);
    this.#prefix = prefix;
  }

  /** The name of the next permit. It is known before `take`, so that the permit can be returned. */
  nextPermit(): string {
    this.#count += 1;
    return `${this.#process}:${this.#count}`;
  }

  async take(key: string, rule: RateLimitRule, permit: string): Promise<PermitResult> {
    const { limit: start, maxLimit = 0, window, permitTimeout } = rule;
    const args = [start, maxLimit, window, permitTimeout, permit, this.#process];
    const reply = ((await this.#run(takeScript, key, args)) as unknown[]).map(Number);
    const [wait, now, pause] = reply;
    const limit = maxLimit ? now : undefined;
    return wait ? { wait, limit, pause } : { permit, limit };
  }

  learn(key: string, rule: RateLimitRule, announced?: number, refused?: number): Promise<unknown> {
    const { limit: start, maxLimit = 0, window } = rule;
    const args = [start, maxLimit, window, announced ?? '', refused ?? ''];
    return this.#run(learnScript, key, args);
  }

  settle(key: string, permit: string, window: number, ago: number): Promise<unknown> {
    return this.#run(settleScript, key, [permit, window, ago]);
  }

  pause(key: string, ms: number): Promise<unknown> {
    return this.#run(pauseScript, key, [ms]);
  }

  restrict(key: string, limit: number, remaining: number, ms: number): Promise<unknown> {
    return this.#run(restrictScript, key, [limit, remaining, ms]);
  }

  #run(script: string, key: string, args: (string | number)[]): Promise<unknown> {
    // The braces keep all keys of one limit on one node of a cluster.
    const keys = KEY_NAMES.map((name) => `${this.#prefix}{rate-limit:${key}}:${name}`);
    const texts = args.map((arg) =>
      String(typeof arg === 'number' ? Math.min(arg, MAX_TIME) : arg),
    );
    return this.#runScript(script, keys, texts);
  }
}
