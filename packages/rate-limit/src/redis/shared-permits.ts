import type { Grant, Rule } from '../store.js';
import type { ScriptCommands } from './client.js';
import type { Script } from './script.js';
import { learnScript, pauseScript, restrictScript, settleScript } from './scripts.js';
import { takeScript } from './take-script.js';

/** Milliseconds: 24 days. */
const LONGEST = 2 ** 31;

// In the order in which the scripts expect them.
const NAMES = ['permits', 'pause', 'left', 'line', 'turns', 'learned'];

/** The permits in Redis. Everything there expires by itself. */
export class SharedPermits {
  readonly #commands: ScriptCommands;
  readonly #prefix: string;
  readonly #process = crypto.randomUUID();
  #taken = 0;

  constructor(commands: ScriptCommands, prefix: string) {
    this.#commands = commands;
    this.#prefix = prefix;
  }

  /** A name for a permit that is to be taken: only one that has a name can be given back. */
  nextPermit(): string {
    this.#taken += 1;
    return `${this.#process}:${this.#taken}`;
  }

  async take(key: string, rule: Rule, permit: string): Promise<Grant> {
    const { limit: start, maxLimit = 0, window, cap } = rule;
    const args = [start, maxLimit, window, cap, permit, this.#process];
    const [wait, now] = ((await this.#run(takeScript, key, args)) as unknown[]).map(Number);
    const limit = maxLimit ? now : undefined;
    return wait ? { wait, limit } : { permit, limit };
  }

  learn(key: string, rule: Rule, announced?: number, refused?: number): Promise<unknown> {
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

  /** The braces keep what belongs to one key on one node of a cluster. */
  #run(script: Script, key: string, args: (string | number)[]): Promise<unknown> {
    const stem = `${this.#prefix}{rate-limit:${key}}`;
    const keys = NAMES.map((name) => `${stem}:${name}`);
    // Of `Infinity` Redis would make no time.
    const finite = args.map((arg) => (typeof arg === 'number' ? Math.min(arg, LONGEST) : arg));
    return script.run(this.#commands, keys, finite);
  }
}
