import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { PipelineError } from '../cli/problem.ts';
import { contractPaths, displayPath } from '../contracts/paths.ts';
import { fetchSpec } from '../download/index.ts';
import { describeType, isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { parseDocument } from '../openapi/read.ts';
import { type ChangePolicy, readPolicy } from './policy.ts';

/** Two documents and the policy for the changes between them. */
interface ComparisonInputs {
  readonly base: NamedDocument;
  readonly head: NamedDocument;
  readonly policy: ChangePolicy;
}

/** An OpenAPI document with the name that it was requested by: `rev:HEAD~3`, or a path. */
interface NamedDocument {
  readonly name: string;
  readonly document: JsonObject;
}

interface ComparisonOptions {
  /** A name that `readOpenApi` accepts. @default the last published contract of the repository */
  readonly base?: string | undefined;
  /** A name that `readOpenApi` accepts. @default the contract in the working tree */
  readonly head?: string | undefined;
  /** A file. @default the policy of the repository */
  readonly policy?: string | undefined;
}

/**
 * Reads the inputs of a diff.
 *
 * @throws `PipelineError` if one of them cannot be read or is invalid.
 */
export async function readComparison(
  root: string,
  options: ComparisonOptions = {},
): Promise<ComparisonInputs> {
  const paths = contractPaths(root);
  const [base, head] = [
    options.base ?? displayPath(paths.published),
    options.head ?? displayPath(paths.contract),
  ];
  const [baseDocument, headDocument, policy] = await Promise.all([
    readOpenApi(base, root),
    readOpenApi(head, root),
    readPolicy(displayPath(options.policy ?? paths.policy)),
  ]);
  return {
    base: { name: base, document: baseDocument },
    head: { name: head, document: headDocument },
    policy,
  };
}

const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads an OpenAPI document.
 *
 * @param name A file, an https URL (or http on loopback), or the contract at a git revision:
 * `rev:HEAD~3`, or `rev:HEAD~3:path/to/file` for another file of that revision.
 * @throws `PipelineError` if it cannot be read, or is not an OpenAPI 3.0 or 3.1 document.
 */
export async function readOpenApi(name: string, root: string): Promise<JsonObject> {
  const text = name.startsWith('rev:') ? await readRevision(name, root) : await readText(name);
  // The parser chooses the format by the file name, which does not include a URL's query.
  return openApiOf(parseDocument(text, name.replace(/[?#].*$/, '')), name);
}

async function readText(name: string): Promise<string> {
  const response = await fetchSpec({ url: name, limits: { bytes: MAX_BYTES } });
  if (response.kind === 'document') return response.bytes.toString('utf8');
  throw new PipelineError(`${name} cannot be read: the response contains no document`);
}

async function readRevision(name: string, root: string): Promise<string> {
  const [, revision = '', path] = name.split(':');
  const file = path ?? relative(root, contractPaths(root).contract);
  if (revision === '' || revision.startsWith('-')) {
    throw new PipelineError(`${name} is not a git revision; write rev:HEAD~3, for example`);
  }
  try {
    const { stdout } = await promisify(execFile)('git', ['show', `${revision}:${file}`], {
      cwd: root,
      maxBuffer: MAX_BYTES,
    });
    return stdout;
  } catch (cause) {
    const reason = String((cause as { stderr?: unknown }).stderr ?? cause).trim();
    throw new PipelineError(`${name} cannot be read`, [{ file, message: reason }], { cause });
  }
}

function openApiOf(document: Json, file: string): JsonObject {
  const fail = (message: string): never => {
    const title = `${file} is not an OpenAPI 3.0 or 3.1 document`;
    throw new PipelineError(title, [{ file, message }]);
  };
  if (!isObject(document)) return fail(`it is ${describeType(document)}`);
  if (document.swagger !== undefined) return fail(`it is Swagger ${String(document.swagger)}`);
  const version = document.openapi;
  if (typeof version !== 'string') return fail('it has no openapi property');
  if (!/^3\.[01]\.\d+/.test(version)) return fail(`it is OpenAPI ${version}`);
  if (!isObject(document.paths ?? {})) return fail('its paths are not an object');
  return document;
}
