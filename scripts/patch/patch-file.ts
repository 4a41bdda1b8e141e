import { PipelineError, type Problem } from '../cli/problem.ts';
import { serializeDocument, writeFileAtomic } from '../cli/write.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { readDocument } from '../openapi/read.ts';
import { checkContract } from './build.ts';
import { applyOverlays } from './overlay/apply.ts';
import { readOverlayFiles } from './patch-contract.ts';

interface FilePatch {
  readonly input: string;
  /** At least one, in the order in which they apply. */
  readonly overlays: readonly string[];
  /** A file, or `-` for standard output, as JSON. */
  readonly output: string;
  /**
   * Accepts targets that match nothing, and warns if generators cannot use the result. Invalid
   * OpenAPI is still an error.
   */
  readonly lenient: boolean;
}

/**
 * Applies overlays to any JSON or YAML document. A result that is OpenAPI 3.1 is checked like a
 * contract; the input may be invalid, because overlays can correct it.
 *
 * @returns The warnings.
 * @throws `PipelineError` if anything is invalid; no file is written then.
 */
export async function patchFile({ input, overlays, output, lenient }: FilePatch) {
  const base = await readDocument(input);
  refuseSwagger2(base, input);
  const result = applyOverlays(base, await readOverlayFiles(overlays), { lenient });
  const name = output === '-' ? 'patched document' : output;
  const warnings = isOpenApi31(result) ? await check(result, name, lenient) : [notChecked(name)];
  const text = serializeDocument(result, output);
  if (output === '-') process.stdout.write(text);
  else await writeFileAtomic(output, text);
  return warnings;
}

async function check(result: JsonObject, file: string, lenient: boolean): Promise<Problem[]> {
  const { invalid, unfit } = await checkContract(result, file);
  const problems = lenient ? invalid : [...invalid, ...unfit];
  if (problems.length === 0) return unfit;
  throw new PipelineError(`The result cannot be used, ${file} was not written`, problems);
}

function notChecked(file: string): Problem {
  return { file, message: 'is not an OpenAPI 3.1 document, so it was not validated as one' };
}

function isOpenApi31(document: Json): document is JsonObject {
  return isObject(document) && /^3\.1(\.|$)/.test(String(document.openapi));
}

function refuseSwagger2(document: Json, file: string): void {
  if (!isObject(document) || document.swagger === undefined) return;
  throw new PipelineError(`${file} is Swagger ${document.swagger}, not OpenAPI 3`, [
    { file, pointer: '/swagger', message: 'Swagger 2.0 has another structure', hint: CONVERT },
  ]);
}

const CONVERT = 'Convert it to OpenAPI 3 first.';
