import ts from 'typescript-5';
import { FILE, hostOf, OPTIONS } from './language-service-host.js';

export interface Hover {
  /** What is declared, such as `(property) id: number`. */
  readonly shown: string;
  /** The text and the tags below it, such as `@deprecated`. */
  readonly documentation: string;
}

export interface Editor {
  /** What the editor shows over the last word of the first place where the text is. */
  hover(text: string): Hover;
  /** What it offers after the first place where the text is. */
  completions(text: string): string[];
  /** Names of the types that a module exports. */
  typesOf(module: string): string[];
  /** Names of the types that are there without an import: the language's, browsers', Node's. */
  globalTypes(): string[];
}

/** An editor with one file open, which sees the packages as users do: built. */
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
