import type { Operation, Parameter } from '../contract/operations.ts';
import type { Resolver } from '../contract/resolver.ts';
import { alternativesOf, isTypeAllowed, type Schema, typeOf, typesOf } from '../contract/schema.ts';

/** More of a kind teach little more, and each is a call. */
const MOST_OF_A_NAME = 3;

/** Ids that answers gave away, so that reads which need one can be made. Never told to anybody. */
export class Ids {
  readonly #byName = new Map<string, Set<string | number>>();

  /** Keeps the ids in an answer: those of its rows, and those that it refers to by name. */
  learn({ path }: Operation, answer: unknown): void {
    const noun = path.endsWith('}') ? undefined : singular(path.split('/').at(-1) ?? '');
    for (const row of Array.isArray(answer) ? answer : [answer]) {
      for (const [key, value] of Object.entries(Object(row))) {
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        if (/^u?id$/.test(key) && noun) this.#keep(`${noun}_${key}`, value);
        if (/_u?id$/.test(key)) this.#keep(key, value);
      }
    }
  }

  /** Values for each of some path parameters; none where one of them is not known. */
  pathFor(operation: Operation, resolver: Resolver): Record<string, string | number> | undefined {
    const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
    const found = parameters.map((parameter) => [
      parameter.name,
      this.#find(operation, parameter, resolver),
    ]);
    return found.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(found);
  }

  #find({ path }: Operation, { name, schema }: Parameter, resolver: Resolver) {
    const segments = path.split('/');
    const noun = singular(segments[segments.indexOf(`{${name}}`) - 1] ?? '');
    const names = [name, `${noun}_${name}`, `${noun}_id`, `${noun}_uid`];
    const candidates = names.flatMap((known) => [...(this.#byName.get(known) ?? [])]);
    return candidates.find((value) => isFor(schema, value, resolver));
  }

  #keep(name: string, value: string | number): void {
    const known = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, known);
    if (known.size < MOST_OF_A_NAME) known.add(value);
  }
}

function isFor(schema: Schema, value: string | number, resolver: Resolver): boolean {
  const resolved = resolver.schema(schema);
  const alternatives = alternativesOf(resolved);
  if (alternatives.length > 0) return alternatives.some((part) => isFor(part, value, resolver));
  if (resolved.const !== undefined) return false;
  return isTypeAllowed(typesOf(resolved), typeOf(value));
}

function singular(noun: string): string {
  return noun.replaceAll('-', '_').replace(/ies$/, 'y').replace(/s$/, '');
}
