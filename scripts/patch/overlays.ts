import { join } from 'node:path';
import { listFiles } from '../cli/folder.ts';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { readSource } from '../contracts/source.ts';
import type { Overlay } from './overlay/apply.ts';
import { readOverlayFiles } from './read-overlays.ts';

const SUFFIX = '.overlay.yaml';

/**
 * Reads the overlays of the contract in the order that `source.json` lists them.
 *
 * @param root The repository.
 * @throws `PipelineError` naming every overlay that is listed twice, listed and missing, or there
 * and not listed: an overlay that is silently left out would change the API of the packages.
 */
export async function readOverlays(root: string): Promise<Overlay[]> {
  const { overlays, source } = contractPaths(root);
  const listed = (await readSource(displayPath(source))).overlays;
  const files = (await listFiles(overlays)).filter((path) => !isHidden(path));
  const problems = disagreements(listed, files, displayPath(source), displayPath(overlays));
  if (problems.length > 0) {
    throw new PipelineError('The overlays are not those that source.json lists', problems);
  }
  return readOverlayFiles(listed.map((name) => join(overlays, `${name}${SUFFIX}`)));
}

function disagreements(
  listed: readonly string[],
  files: readonly string[],
  source: string,
  folder: string,
): Problem[] {
  const wanted = new Set(listed.map((name) => `${name}${SUFFIX}`));
  const twice = listed.filter((name, index) => listed.indexOf(name) !== index);
  const missing = listed.filter((name) => !files.includes(`${name}${SUFFIX}`));
  const unlisted = files.filter((file) => !wanted.has(file));
  return [
    ...twice.map((name) => ({ file: source, message: `lists ${name} twice` })),
    ...missing.map((name) => ({
      file: source,
      message: `lists ${name}, but there is no ${folder}/${name}${SUFFIX}`,
      hint: 'Add the file, or take it off the list overlays.',
    })),
    ...unlisted.map((file) => ({
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
