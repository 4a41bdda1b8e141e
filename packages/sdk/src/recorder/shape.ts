import { isHidden, placeName } from './place-name.js';
import type { Counts, Kind } from './shapes-document.js';

/** The shape of any number of JSON values. It keeps no value. */
export class Shape {
  readonly #places = new Map<string, Map<Kind, number>>();

  /** Adds a value, as `JSON.parse` returns it. */
  add(value: unknown): void {
    const pending: [path: string, value: unknown][] = [['$', value]];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [path, here] = next;
      const kind = kindOf(here);
      const kinds = this.#places.get(path) ?? new Map<Kind, number>();
      this.#places.set(path, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
      if (kind === 'array') for (const item of here as unknown[]) pending.push([`${path}[]`, item]);
      if (kind !== 'object') continue;
      for (const [key, child] of Object.entries(here as object)) {
        pending.push([`${path}.${placeName(key)}`, child]);
      }
    }
  }

  /** What was seen, by place, in the order of their paths. */
  places(): Record<string, Counts> {
    const paths = [...this.#places.keys()].sort();
    return Object.fromEntries(paths.map((path) => [path, this.#counts(path)]));
  }

  #counts(path: string): Counts {
    const kinds = this.#places.get(path) ?? new Map<Kind, number>();
    const absent = this.#parents(path) - [...kinds.values()].reduce((sum, count) => sum + count, 0);
    return { ...Object.fromEntries(kinds), ...(absent > 0 && { absent }) };
  }

  /** How many objects could have the property; a hidden name stands for several, and none lacks it. */
  #parents(path: string): number {
    const { name, parent } = /^(?<parent>.+)\.(?<name>[^[]+)$/.exec(path)?.groups ?? {};
    if (parent === undefined || name === undefined || isHidden(name)) return 0;
    return this.#places.get(parent)?.get('object') ?? 0;
  }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as Kind;
}
