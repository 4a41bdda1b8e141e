import { readFile } from 'node:fs/promises';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { PipelineError } from '../cli/problem.ts';
import type { Json } from './json.ts';

/** Reads a JSON or YAML document. Throws `PipelineError` with the file and position. */
export async function readDocument(path: string): Promise<Json> {
  return parseDocument(await readText(path), path);
}

/**
 * Parses JSON or YAML, depending on the extension of the file, else on the start of the text. JSON
 * is parsed separately, although YAML 1.2 includes it: the YAML parser is slower and its messages
 * about invalid JSON are misleading.
 */
export function parseDocument(text: string, file: string): Json {
  return looksLikeJson(text, file) ? parseJson(text, file) : parseYamlText(text, file);
}

function looksLikeJson(text: string, file: string): boolean {
  if (/\.json$/i.test(file)) return true;
  if (/\.ya?ml$/i.test(file)) return false;
  return /^\s*[[{]/.test(text);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const message = code === 'ENOENT' ? 'the file does not exist' : `it cannot be read (${code})`;
    throw new PipelineError(`Cannot read ${path}`, [{ file: path, message }], { cause });
  }
}

function parseJson(text: string, file: string): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notParsable('JSON', file, (cause as Error).message, cause);
  }
}

function parseYamlText(text: string, file: string): Json {
  try {
    // Aliases can grow a small file without bound; 100 is the library's own limit.
    return parseYaml(text, { maxAliasCount: 100 });
  } catch (cause) {
    const message = (cause as Error).message.split('\n')[0] ?? '';
    const place = cause instanceof YAMLParseError ? cause.linePos?.[0] : undefined;
    throw notParsable('YAML', place ? `${file}:${place.line}:${place.col}` : file, message, cause);
  }
}

function notParsable(format: string, file: string, reason: string, cause: unknown): PipelineError {
  return new PipelineError(`${file} is not valid ${format}`, [{ file, message: reason }], {
    cause,
  });
}
