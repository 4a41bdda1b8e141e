import { dirname, join } from 'node:path';
import ts from 'typescript-5';

/** The one file of the user's project; it exists only here. */
export const FILE = join(import.meta.dirname, 'user.ts');

export const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};

/** What a language service asks of the editor it is in. */
export function hostOf(text: string): ts.LanguageServiceHost {
  const read = (path: string) => (path === FILE ? text : ts.sys.readFile(path));
  return {
    getCompilationSettings: () => OPTIONS,
    getCurrentDirectory: () => dirname(FILE),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [FILE],
    getScriptVersion: () => '1',
    getScriptSnapshot(path) {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    fileExists: (path) => path === FILE || ts.sys.fileExists(path),
    readFile: read,
    directoryExists: ts.sys.directoryExists,
    realpath: ts.sys.realpath,
  };
}
