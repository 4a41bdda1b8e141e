import { isObject, type Json } from '../openapi/json.ts';

/**
 * Everything that can be imported from an installed package.
 *
 * @param exports The field of its manifest; patterns (`./operations/*`) stand for the files that fit.
 * @param files The package's files, from its root.
 * @returns Specifiers such as `kaiten-sdk/undocumented`; no JSON.
 */
export function entryPoints(name: string, exports: Json, files: readonly string[]): string[] {
  return Object.entries(isObject(exports) ? exports : { '.': exports }).flatMap(
    ([subpath, target]) => {
      const file = fileOf(target);
      if (!file?.endsWith('.js')) return [];
      const names = subpath.includes('*') ? matches(file, files) : [''];
      return names.map((one) => `${name}${subpath.replace(/^\./, '').replace('*', one)}`);
    },
  );
}

/** What a target is for whoever has no condition that is more special. */
function fileOf(target: Json | undefined): string | undefined {
  const file = isObject(target) ? target.default : target;
  return typeof file === 'string' ? file.replace(/^\.\//, '') : undefined;
}

/** What stands for the star in each file that fits. */
function matches(pattern: string, files: readonly string[]): string[] {
  const [head = '', tail = ''] = pattern.split('*');
  return files
    .filter((file) => file.startsWith(head) && file.endsWith(tail))
    .map((file) => file.slice(head.length, file.length - tail.length))
    .filter((name) => !name.includes('.'));
}
