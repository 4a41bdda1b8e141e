import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { PipelineError } from '../cli/problem.ts';
import { contractPaths } from '../contracts/paths.ts';
import { fetchSpec } from '../download/index.ts';
import { describeType, isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { parseDocument } from '../openapi/read.ts';

/** One of the two documents of a diff. */
export interface DiffSide {
  /** As it was given, such as `rev:HEAD~3` or a path. */
  readonly name: string;
  readonly document: JsonObject;
}

const MOST_BYTES = 50 * 1024 * 1024;

/**
 * Reads one side of a diff: a file, an https URL (http on loopback), or the contract at a git
 * revision (`rev:HEAD~3`; another file of that revision: `rev:HEAD~3:path/to/file`).
 *
 * @throws `PipelineError` where it cannot be read, or is no OpenAPI 3.0 or 3.1 document.
 */
export async function readDiffSide(name: string, root: string): Promise<DiffSide> {
  const text = name.startsWith('rev:') ? await readRevision(name, root) : await readText(name);
  const document = parseDocument(text, fileNameOf(name));
  return { name, document: openApiOf(document, name) };
}

async function readText(name: string): Promise<string> {
  const answer = await fetchSpec({ url: name, limits: { bytes: MOST_BYTES } });
  if (answer.kind === 'document') return answer.bytes.toString('utf8');
  throw new PipelineError(`${name} cannot be read: the answer has no document`);
}

const run = promisify(execFile);

async function readRevision(name: string, root: string): Promise<string> {
  const [, revision = '', path] = name.split(':');
  const file = path ?? relative(root, contractPaths(root).contract);
  if (revision === '' || revision.startsWith('-')) {
    throw new PipelineError(`${name} names no git revision; write rev:HEAD~3, for instance`);
  }
  try {
    const { stdout } = await run('git', ['show', `${revision}:${file}`], {
      cwd: root,
      maxBuffer: MOST_BYTES,
    });
    return stdout;
  } catch (cause) {
    const reason = String((cause as { stderr?: unknown }).stderr ?? cause).trim();
    throw new PipelineError(`${name} cannot be read`, [{ file, message: reason }], { cause });
  }
}

/** What the parser goes by: a URL's query says nothing of the format. */
function fileNameOf(name: string): string {
  return name.replace(/[?#].*$/, '');
}

function openApiOf(document: Json, file: string): JsonObject {
  const fail = (message: string): never => {
    throw new PipelineError(`${file} is no OpenAPI 3.0 or 3.1 document`, [{ file, message }]);
  };
  if (!isObject(document)) return fail(`it is ${describeType(document)}`);
  if (document.swagger !== undefined) return fail(`it is Swagger ${String(document.swagger)}`);
  const version = document.openapi;
  if (typeof version !== 'string') return fail('it has no field openapi');
  if (!/^3\.[01]\.\d+/.test(version)) return fail(`it is OpenAPI ${version}`);
  if (!isObject(document.paths ?? {})) return fail('its paths are no object');
  return document;
}
