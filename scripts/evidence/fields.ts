import type { Problem } from '../cli/problem.ts';
import { describeType, isObject, type Json, type JsonObject, toPointer } from '../openapi/json.ts';

/** Gathers what is wrong with one file of evidence, each with the place in it. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  add(path: readonly (string | number)[], message: string, hint: string): void {
    this.problems.push({ file: this.#file, pointer: toPointer(path), message, hint });
  }

  object(value: Json | undefined, path: readonly (string | number)[]): JsonObject | undefined {
    if (isObject(value)) return value;
    this.add(path, `must be an object, not ${shown(value)}`, 'Write { … }.');
    return undefined;
  }

  list(value: Json | undefined, path: readonly (string | number)[]): readonly Json[] {
    if (Array.isArray(value)) return value;
    this.add(path, `must be a list, not ${shown(value)}`, 'Write [ … ].');
    return [];
  }

  /** Refuses keys that a format does not have: a misspelt one would be lost. */
  keys(object: JsonObject, allowed: readonly string[], path: readonly (string | number)[]): void {
    for (const key of Object.keys(object)) {
      if (allowed.includes(key)) continue;
      this.add([...path, key], `is not part of the format`, `Known are ${allowed.join(', ')}.`);
    }
  }
}

/** A value as a message quotes it: short, and never what could be a whole response. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object') return describeType(value);
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 37)}…"`;
}
