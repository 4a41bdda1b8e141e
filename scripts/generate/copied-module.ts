import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../contracts/paths.ts';
import { HEADER } from './files.ts';

/**
 * A hand-written module of one package as a generated file of another, so that a package needs no
 * second one for a few lines.
 *
 * @param path From the repository's root.
 * @param imports The specifiers to change, and what they become.
 * @throws When the module does not import what it should.
 */
export async function copiedModule(
  path: string,
  imports: Readonly<Record<string, string>> = {},
): Promise<string> {
  let text = await readFile(join(ROOT, path), 'utf8');
  for (const [from, to] of Object.entries(imports)) {
    if (!text.includes(`'${from}'`)) throw new Error(`${path} does not import ${from}`);
    text = text.replaceAll(`'${from}'`, `'${to}'`);
  }
  return `${HEADER}\n\n${text}`;
}
