import { join, relative } from 'node:path';
import { listFiles } from '../document/folder.ts';
import { describeType, isObject, type Json, type JsonObject } from '../document/json.ts';
import { readDocument } from '../document/read.ts';
import type { Overlay } from '../overlay/apply.ts';
import { PipelineError, type Problem } from '../problem.ts';
import { contractPaths } from './paths.ts';

const SUFFIX = '.overlay.yaml';

/**
 * Reads the overlays of the contract in the order that `source.json` lists them.
 *
 * @param root The repository.
 * @throws `PipelineError` naming every overlay that is listed twice, listed and missing, or there
 * and not listed: an overlay that is silently left out would change the API of the packages.
 */
export async function readOverlays(root: string): Promise<Overlay[]> {
  const { overlays: folder, source } = contractPaths(root);
  const listed = listOf(await readDocument(source), shown(source));
  const problems = disagreements(listed, await listFiles(folder), shown(source), shown(folder));
  if (problems.length > 0) {
    throw new PipelineError('The overlays are not those that source.json lists', problems);
  }
  return Promise.all(listed.map((name) => readOverlay(join(folder, `${name}${SUFFIX}`))));
}

/** Reads one overlay, from wherever it is. Throws `PipelineError` where it is no object. */
export async function readOverlay(path: string): Promise<Overlay> {
  const file = shown(path);
  const document = await readDocument(path);
  if (isObject(document)) return { file, document };
  throw new PipelineError(`${file} is no overlay`, [
    { file, message: `an object is needed, this is ${describeType(document)}` },
  ]);
}

function listOf(source: Json, file: string): string[] {
  const { overlays } = isObject(source) ? source : ({} as JsonObject);
  if (Array.isArray(overlays) && overlays.every((name) => typeof name === 'string')) {
    return overlays;
  }
  throw new PipelineError(`${file} lists no overlays`, [
    { file, pointer: '/overlays', message: 'must be a list of the names of overlays' },
  ]);
}

function disagreements(
  listed: readonly string[],
  files: readonly string[],
  source: string,
  folder: string,
): Problem[] {
  const present = new Set(files);
  const wanted = new Set(listed.map((name) => `${name}${SUFFIX}`));
  const twice = listed.filter((name, index) => listed.indexOf(name) !== index);
  const missing = listed.filter((name) => !present.has(`${name}${SUFFIX}`));
  const extra = files.filter((file) => !wanted.has(file) && !isHidden(file));
  return [
    ...twice.map((name) => ({ file: source, message: `lists ${name} twice` })),
    ...missing.map((name) => ({
      file: source,
      message: `lists ${name}, but there is no ${folder}/${name}${SUFFIX}`,
      hint: 'Add the file, or take it off the list overlays.',
    })),
    ...extra.map((file) => ({
      file: `${folder}/${file}`,
      message: `is not listed in ${source}`,
      hint: 'Put its name where it applies in the list overlays, or remove the file.',
    })),
  ];
}

/** What file managers and editors leave behind. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'));
}

function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}
