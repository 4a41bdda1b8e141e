import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asObject, nameIn, type Place } from '../diff/index.ts';
import { toPointer } from '../openapi/json.ts';
import type { Break } from './breaks.ts';
import type { CompileError } from './compile.ts';
import { operationIdOf, type Published, placeOfSchema } from './published.ts';

/** Programs that were written by hand for the last published version, by file name. */
export async function readKept(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(folder).catch(() => []);
  const programs = files.filter((file) => file.endsWith('.ts')).sort();
  const read = async (file: string) => [file, await readFile(join(folder, file), 'utf8')] as const;
  return new Map(await Promise.all(programs.map(read)));
}

/**
 * What errors in kept programs mean, beside what is known to break already: a line that uses the
 * name of that is taken for one of its uses.
 */
export function keptBreaks(
  published: Published,
  kept: ReadonlyMap<string, string>,
  errors: readonly CompileError[],
  known: readonly Break[],
): Break[] {
  const told = new Set(
    known.filter(({ rule }) => rule !== 'consumer-event-switch').map(({ label }) => nameIn(label)),
  );
  return errors.flatMap(({ file, line, message }): Break[] => {
    const code = kept.get(file)?.split('\n')[line - 1]?.trim() ?? '';
    const names = new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? []);
    if ([...names].some((name) => told.has(name))) return [];
    const at = `${file}:${line}`;
    const place = placeIn(published, names, message) ?? placeOfLine(file, line);
    return [{ ...place, rule: 'consumer-program', at, code, message }];
  });
}

/** The property that the compiler speaks of, else the operation or schema that the line names. */
function placeIn(
  { operations, schemas }: Published,
  names: ReadonlySet<string>,
  message: string,
): Place | undefined {
  const [, property = '', type = ''] =
    /^Property '([^']+)' does not exist on type '(\w+)'/.exec(message) ?? [];
  const properties = schemas[type]?.properties;
  if (properties) {
    return placeOfSchema(
      type,
      Object.hasOwn(asObject(properties), property) ? property : undefined,
    );
  }
  const entry = operations.find((one) => names.has(operationIdOf(one)));
  if (entry) {
    return { pointer: entry.pointer, owner: entry.pointer, label: operationIdOf(entry) };
  }
  const schema = Object.keys(schemas).find((name) => names.has(name));
  return schema === undefined ? undefined : placeOfSchema(schema);
}

function placeOfLine(file: string, line: number): Place {
  const pointer = toPointer([file, line]);
  return { pointer, owner: pointer, label: `${file}:${line}` };
}
