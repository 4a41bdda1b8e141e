const FIRST_SWEEP = 32;

/**
 * A map that makes what it does not have, and forgets what is idle. It sweeps when it has doubled,
 * so that forgetting needs no timer and costs next to nothing per key.
 */
export class IdleMap<Value> {
  readonly values = new Map<string, Value>();
  readonly #create: (key: string) => Value;
  readonly #isIdle: (value: Value) => boolean;
  #sweepAt = FIRST_SWEEP;

  constructor(create: (key: string) => Value, isIdle: (value: Value) => boolean) {
    this.#create = create;
    this.#isIdle = isIdle;
  }

  get(key: string): Value {
    return this.values.get(key) ?? this.#add(key);
  }

  #add(key: string): Value {
    if (this.values.size >= this.#sweepAt) this.#sweep();
    const value = this.#create(key);
    this.values.set(key, value);
    return value;
  }

  #sweep(): void {
    for (const [key, value] of this.values) if (this.#isIdle(value)) this.values.delete(key);
    this.#sweepAt = Math.max(FIRST_SWEEP, this.values.size * 2);
  }
}
