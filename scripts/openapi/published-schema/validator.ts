import type { Validator } from '@seriousme/openapi-schema-validator';

type Outcome = Awaited<ReturnType<Validator['validate']>>;
export type Violation = Extract<Outcome['errors'], readonly unknown[]>[number];

interface CompiledSchema {
  (document: unknown): boolean;
  errors?: Violation[] | null;
}

interface Compiler {
  getAjvValidator(version: string): CompiledSchema;
}

let compiler: Promise<Compiler> | undefined;

/**
 * The compiled published schema of one OpenAPI version. Loading and compiling take a quarter of a
 * second, so it is left until a document needs it and kept then.
 *
 * The library's `validate` is not used: it resolves references as well, by rules of its own, and
 * writes through `__proto__` keys while doing so.
 */
export async function validatorFor(version: '3.0' | '3.1' | '3.2'): Promise<CompiledSchema> {
  compiler ??= loadCompiler();
  return (await compiler).getAjvValidator(version);
}

async function loadCompiler(): Promise<Compiler> {
  const library = await import('@seriousme/openapi-schema-validator');
  const validator: unknown = new library.Validator({ allErrors: true, verbose: true });
  return validator as Compiler;
}
