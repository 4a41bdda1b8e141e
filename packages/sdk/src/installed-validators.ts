import type { Validators } from './options.js';

// Not a literal, so that bundlers leave the import alone: the package may not be installed.
const MODULE: string = '@kaiten-sdk/zod/validators';

/** Loads the validators that are installed. For Node, Deno and Bun; see `imports` in package.json. */
export async function installedValidators(): Promise<Validators> {
  const { validators } = await import(/* webpackIgnore: true */ /* @vite-ignore */ MODULE);
  return validators;
}
