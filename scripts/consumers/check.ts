import type { JsonObject } from '../openapi/json.ts';
import { type Break, breaksOf } from './breaks.ts';
import { type CompileError, compile } from './compile.ts';
import { keptBreaks } from './kept.ts';
import { programsOf, programText } from './programs.ts';
import { publishedOf } from './published.ts';
import { type Packages, withWorkspace } from './workspace.ts';

export interface ConsumersInput {
  /** The contract that consumers wrote their code for. */
  readonly published: JsonObject;
  /** Programs that were written by hand then, by file name. */
  readonly kept: ReadonlyMap<string, string>;
  /** What the code is compiled with now. */
  readonly packages: Packages;
}

export interface ConsumersCheck {
  readonly programs: number;
  readonly lines: number;
  readonly breaks: readonly Break[];
}

/** Compiles code written for the published contract with packages of now, and says what breaks. */
export async function checkConsumers(input: ConsumersInput): Promise<ConsumersCheck> {
  const { published, kept, packages } = input;
  const programs = programsOf(published);
  const files = new Map([
    ...programs.map((program) => [program.file, programText(program)] as const),
    ...[...kept].map(([file, text]) => [`${KEPT}${file}`, text] as const),
  ]);
  const errors = await withWorkspace(packages, files, compile);
  const isKept = ({ file }: CompileError) => file.startsWith(KEPT);
  const breaks = breaksOf(
    programs,
    errors.filter((error) => !isKept(error)),
  );
  const inKept = errors
    .filter(isKept)
    .map((error) => ({ ...error, file: error.file.slice(KEPT.length) }));
  return {
    programs: files.size,
    lines: [...files.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0),
    breaks: [...breaks, ...keptBreaks(publishedOf(published), kept, inKept, breaks)],
  };
}

/** Kept programs stand beside the generated ones: two may have the same name. */
const KEPT = 'kept-';
