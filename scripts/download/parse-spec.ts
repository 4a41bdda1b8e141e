import { excerpt, formatBytes, formatCount } from '../cli/format-count.ts';
import { PipelineError, type Problem } from '../cli/problem.ts';
import { externalReferenceProblems, integrityProblems } from '../openapi/check-integrity.ts';
import { schemaProblems } from '../openapi/check-schema.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json.ts';
import { operationsOf } from '../openapi/operations.ts';
import { parseDocument } from '../openapi/read.ts';
import { SpecRejectedError } from './failures.ts';
import type { SpecDocument } from './response.ts';

export interface ParseLimits {
  readonly operations: number;
}

/**
 * Parses a downloaded document and checks that it is a safe OpenAPI 3 document.
 *
 * @throws SpecRejectedError with a description of the document and all its problems.
 */
export async function parseSpec(response: SpecDocument, limits: ParseLimits): Promise<JsonObject> {
  const document = parse(response);
  const problems = await problemsOf(document, response.finalUrl, limits);
  if (isObject(document) && document.swagger !== undefined) {
    throw new SpecRejectedError(
      `${describe(response)} is Swagger ${document.swagger}, not OpenAPI 3`,
      problems,
    );
  }
  if (problems.length > 0 || !isObject(document)) {
    throw new SpecRejectedError(`${describe(response)} is not a usable spec`, problems);
  }
  return document;
}

async function problemsOf(document: Json, file: string, limits: ParseLimits): Promise<Problem[]> {
  if (!isObject(document) || typeof document.openapi !== 'string') {
    return schemaProblems(document, file);
  }
  const problems = [
    ...integrityProblems(document, file),
    ...externalReferenceProblems(document, file),
    ...sizeProblems(document, file, limits.operations),
  ];
  // The schema check recurses, so the depth of the document is checked first.
  return problems.length > 0 ? problems : schemaProblems(document, file);
}

function sizeProblems(document: JsonObject, file: string, limit: number): Problem[] {
  const count = operationsOf(document).length;
  if (count <= limit) return [];
  return [
    {
      file,
      pointer: '/paths',
      message: `${formatCount(count, 'operation')}, the limit is ${formatCount(limit, 'operation')}`,
      hint: 'Raise limits.operations in source.json if that is right.',
    },
  ];
}

function parse(response: SpecDocument): Json {
  const text = decode(response);
  if (text.trim() === '') throw unusable(response, 'is empty');
  if (/^\s*<(!doctype|!--|html|head|body|\?xml)/i.test(text)) {
    throw unusable(response, `is an HTML or XML page, not a spec: ${excerpt(text)}`);
  }
  try {
    const value = parseDocument(text, 'body');
    return startsAsJson(text) ? value : withoutSharedParts(value);
  } catch (error) {
    const reason = error instanceof PipelineError ? error.problems[0]?.message : undefined;
    const cut = isCutOff(text) ? ', and looks truncated' : '';
    throw unusable(
      response,
      `cannot be parsed${cut}: ${excerpt(reason ?? String(error), 200)}; it starts with ${excerpt(text)}`,
      error,
    );
  }
}

function decode(response: SpecDocument): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(response.bytes);
  } catch (cause) {
    throw unusable(response, 'is not text in UTF-8', cause);
  }
}

/** Aliases of YAML share one object between several locations; the checks need separate ones. */
function withoutSharedParts(value: Json): Json {
  return JSON.parse(JSON.stringify(value));
}

function isCutOff(text: string): boolean {
  return startsAsJson(text) && !/[\]}]\s*$/.test(text);
}

function startsAsJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function unusable(response: SpecDocument, reason: string, cause?: unknown): SpecRejectedError {
  return new SpecRejectedError(`${describe(response)} ${reason}`, [], { cause });
}

function describe({ bytes, contentType, finalUrl }: SpecDocument): string {
  const type = contentType === null ? '' : `, ${excerpt(contentType)}`;
  return `${finalUrl} (${formatBytes(bytes.byteLength)}${type})`;
}
