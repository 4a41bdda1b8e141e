import type { Validators } from './options.js';

/** For platforms that cannot load a package by its name. */
export async function installedValidators(): Promise<Validators> {
  throw new TypeError('This platform cannot load an installed package');
}
