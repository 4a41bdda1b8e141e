import { dirname, join } from 'node:path';
import ts from 'typescript-5';

/** The only file of the user's project. It is not on disk. */
const FILE = join(import.meta.dirname, 'user.ts');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};

export interface Hover {
  /** The declaration, such as `(property) id: number`. */
  readonly shown: string;
  /** The text and the tags below it, such as `@deprecated`. */
  readonly documentation: string;
}

export interface Editor {
  /** The tooltip of the last word of a text, at its first occurrence. */
  hover(text: string): Hover;
  /** The completions after the first occurrence of a text. */
  completions(text: string): string[];
  /** Names of the types that a module exports. */
  typesOf(module: string): string[];
  /** Names of the types that need no import: those of the language, of browsers and of Node. */
  globalTypes(): string[];
}

/** An editor with one open file. It resolves the built packages, as for users. */
export function openEditor(text: string): Editor {
  const service = ts.createLanguageService(hostOf(text));
  const program = service.getProgram();
  const errors = service
    .getSemanticDiagnostics(FILE)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  if (!program || errors.length > 0) throw new Error(`The program is wrong: ${errors.join('\n')}`);
  const checker = program.getTypeChecker();
  const after = (fragment: string) => {
    const start = text.indexOf(fragment);
    if (start < 0) throw new Error(`The program does not have: ${fragment}`);
    return start + fragment.length;
  };
  return {
    hover(fragment) {
      const info = service.getQuickInfoAtPosition(FILE, after(fragment) - 1);
      return {
        shown: ts.displayPartsToString(info?.displayParts),
        documentation: documentationOf(info),
      };
    },
    completions(fragment) {
      const found = service.getCompletionsAtPosition(FILE, after(fragment), undefined);
      return found?.entries.map(({ name }) => name) ?? [];
    },
    typesOf(module) {
      const { resolvedModule } = ts.resolveModuleName(module, FILE, OPTIONS, ts.sys);
      const file = program.getSourceFile(resolvedModule?.resolvedFileName ?? '');
      const symbol = file && checker.getSymbolAtLocation(file);
      if (!symbol) throw new Error(`The program does not import: ${module}`);
      return checker
        .getExportsOfModule(symbol)
        .filter((exported) => isType(checker, exported))
        .map(({ name }) => name);
    },
    globalTypes() {
      const isLibrary = program.isSourceFileDefaultLibrary.bind(program);
      const file = program.getSourceFiles().find(isLibrary);
      if (!file) throw new Error('The program has no library');
      return checker.getSymbolsInScope(file, ts.SymbolFlags.Type).map(({ name }) => name);
    },
  };
}

function documentationOf(info: ts.QuickInfo | undefined): string {
  const tags = info?.tags ?? [];
  return [
    ts.displayPartsToString(info?.documentation),
    ...tags.map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`),
  ].join('\n');
}

function isType(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  return (flags & ts.SymbolFlags.Type) !== 0;
}

function hostOf(text: string): ts.LanguageServiceHost {
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
